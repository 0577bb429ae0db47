/**
 * The words that topics are made of, matched in one clause of `toClauses`: lower case, no
 * punctuation, no apostrophes, CamelCase and snake_case split. Languages: English, Chinese, Russian,
 * Korean, Japanese, German, French, Spanish, Portuguese, as providers and gateways send them.
 */

/** Too little of something. */
export const LACK =
  /\b(?:insufficient|not enough|no|none|zero|negative|empty|low|lacks?|lacking|without|below|short of|(?:ran|run|runs|running) out|out of|exhausted|exhaust|depleted|deplete|used up|use up|consumed|spent|overdrawn|afford|expired|needs? more|requires? (?:more|a positive|positive|paid)|not have enough|not have any|doesnt have|dont have|havent|has no|have no|hasnt|exceeds?|exceeded|exceeding|reached|over|finished|ended|nicht genugend|nicht ausreichend|aufgebraucht|erschopft|uberschritten|insuffisante?s?|epuisee?s?|depassee?|insuficientes?|agotad[oa]s?|superad[oa]|esgotad[oa]s?|excedid[oa])\b|\$ ?0\b|: 0\b|不足|不够|用尽|耗尽|用完|为零|没有|已用|用光|het|超出|超过|超限|达到|недостаточно|исчерпан|закончил|превышен|отрицательн|足り|切れ|使い切|超え|超過|부족|소진|초과|없/;

/** What a provider sells. */
export const MONEY =
  /\b(?:credits?|balance|funds?|prepaid|prepayment|wallet|money|payment|pay|usd|dollars?|guthaben|saldo|solde|credits?|creditos?|fonds|fondos)\b|\$ ?\d|余额|欠费|金额|账户额度|点数|资源包|预付|кредит|баланс|средств|деньги|оплат|残高|クレジット|チャージ|잔액|크레딧|잔고/;

/** Asks for money, so that there is no doubt. */
export const TOP_UP =
  /\b(?:recharge|recharging|top (?:it |your account )?up|topup|(?:add|buy|purchase|deposit|get) (?:\d{1,6} |more |some |additional |api )?(?:credits?|funds|balance)|payment required|insufficient (?:balance|funds?|credits?|quota|user quota|tokens? quota)|out of credits?|credits? (?:exhausted|depleted))\b|充值|欠费|пополн|チャージして|충전|aufladen|recharger|recargar|recarregar/;

/** A bill that was not paid, or billing that is not set up. */
export const BILL =
  /\b(?:billing|bill|invoice|payments?|payment method|credit card|card|subscription|paid plan|rechnung|zahlung|facturation|paiement|facturacion|pago|pagamento)\b|账单|付款|支付|扣费|платёж|платеж|оплат|支払|請求|결제|청구/;

/** Owed and not paid. */
export const OVERDUE =
  /\b(?:arrears?|arrearage|overdue|past due|unpaid|good standing|delinquent|outstanding (?:balance|invoice|payment)|in debt|dunning|uberfallig|impayee?)\b|欠费|逾期|задолженност|не оплачен|연체|未払|滞納/;

/** An allowance that is not money. */
export const QUOTA =
  /\b(?:quotas?|allowance|allotment|allocation|allocated|usage|kontingent|cuota|cota|quotas?)\b|额度|配额|限额|用量|квот|クォータ|割り当て|할당량|사용량/;

/** A limit that somebody set on spending. */
export const SPENDING =
  /\b(?:spend|spending|spent|budgets?|cost|usd|hard limit|max budget|(?:set|inference) limit)\b|预算|消费|支出|费用|бюджет|расход|予算|예산/;

/** A limit on how often or how much at a time. */
export const RATE =
  /\b(?:rate|rates|ratelimit|throttl(?:e|ed|es|ing)|too many (?:requests|tokens|concurrent|connections|messages|calls|queries|attempts)|(?:requests?|tokens?|queries|calls|messages|images|neurons) (?:(?:per|every|limit)|a (?:second|minute|hour|day|month))|request limit|rpm|tpm|rpd|tpd|rps|qps|qpm|tps|rph|concurren(?:t|cy)|in parallel|simultaneous(?:ly)?|parallel requests|frequen(?:t|cy|tly)|too (?:fast|quickly|often|frequent|frequently)|burst|slow down|cooldown|cool down|usage limits?|limit reached|zu viele (?:anfragen|token)|trop de requetes|demasiadas (?:solicitudes|peticiones)|muitas (?:solicitacoes|requisicoes))\b|限流|流量受限|频率|频繁|过于频繁|速率|并发|流控|限速|请求过多|请求次数|请求数|触发|每分钟|太快|частот|слишком много запросов|лимит запросов|リクエストが多|レート|制限|요청이 너무 많|요청 한도|속도 제한|초당|분당/;

/** Says that a limit is used up. */
export const REACHED =
  /\b(?:limit(?:s|ed|ing)?|exceed(?:s|ed|ing)?|reached|hit|over|too many|throttl(?:e|ed|ing)|exhausted|used up|wait|slow down|reduce|retry|quota|try again|met)\b|超|限|过多|频繁|达到|稍后|используй|превыш|超え|超過|초과|너무 많/;

/** A window of a day. */
export const DAY =
  /\b(?:per day|perday|a day|daily|day s|todays?|per 24 ?h(?:ours?)?|24 hours?|86400 ?s|byday|by day|rpd|tpd|pro tag|taglich|par jour|quotidien\w{0,4}|por dia|diari[oa]|diario|por dia)\b|每日|每天|当日|今日|今天|日限|单日|в день|суточн|ежедневн|на сегодня|1日|一日|本日|일일|하루/;

/** A window longer or shorter than a day. */
export const OTHER_WINDOW =
  /\b(?:per (?:second|sec|min|minute|hour|week|month)|a (?:second|minute|week)|hourly|weekly|\d{1,3} ?h(?:ours?)? (?:limit|window|usage)|minute|minutes|seconds|rpm|tpm)\b|每分钟|每秒|每小时|每周|每月|минут|секунд|час|分間|毎分|분당|시간당|주간/;

/** An account, or whoever holds one. */
export const ACCOUNT =
  /\b(?:accounts?|organi[sz]ations?|workspaces?|teams?|projects?|users?|consumer|tenant|customer|member|konto|utilisateur|usuario|benutzer|compte|cuenta|conta)\b|账号|账户|帐号|帐户|appid|用户|组织|团队|аккаунт|учетн|учётн|пользовател|организаци|アカウント|ユーザー|계정|사용자/;

/** Turned off by somebody. */
export const SUSPENDED =
  /\b(?:suspend(?:ed)?|suspension|deactivated|disabled|restricted|banned|blocked|terminated|locked|frozen|closed|deleted|blacklist|blacklisted|inactive|not active|unavailable for account|access paused|account status|issue with your account|gesperrt|deaktiviert|suspendue?|desactivee?|bloqueado|suspendid[oa]|desactivad[oa]|suspenso)\b|封禁|禁用|冻结|停用|停服|封号|封停|被封|锁定|非活动|不允许|未激活|异常|黑名单|заблокирован|приостановлен|отключен|停止|凍結|정지|차단|비활성/;

/** What the caller is known by. */
export const KEY =
  /\b(?:api ?keys?|apikeys?|api token|access ?keys?|secret ?keys?|subscription key|virtual key|master key|your key|this key|the key|keys? (?:was|has|is)|key id|api secret|auth(?:orization)?|authenticat(?:e|ed|ion)|re ?authenticat(?:e|ion)|bearer|credentials?|(?:access|auth|authentication|bearer|jwt|id|session|security|personal|iam|oauth|api|provided|user) tokens?|token (?:is|was|has|status|expired|invalid|not)|(?:invalid|incorrect|expired|missing|unrecognized|no|wrong) (?:token|key)|token provided|jwt|iam|not authenticated|unauthenticated|unauthorized|schlussel|cle|clave|chave|credenciales|jeton)\b|令牌|密钥|鉴权|认证|身份验证|秘钥|凭证|токен|ключ|авториз|аутентиф|認証|キー|인증|키가|키를|키는|api키/;

/** Refused as wrong. */
export const INVALID =
  /\b(?:invalid|incorrect|wrong|not valid|authentication error|unauthorized|unrecognized|unknown|failed|failure|fails?|not (?:found|exist|recognized|correct|accepted|match|active|authorized|allowed)|does ?not exist|doesnt exist|malformed|rejected|denied|unable|could ?not|couldnt|cannot|cant|bad|mismatch(?:ed)?|ungultig|falsch|invalide|incorrecte?|invalid[oa]|incorrect[oa])\b|无效|不正确|错误|失败|不存在|非法|不合法|有误|校验|未授权|неверн|недейств|невалид|некоррект|не найден|ошибк|無効|正しく|失敗|不正|유효하지|잘못|올바르지|실패/;

/** Not sent at all. */
export const MISSING =
  /\b(?:missing|not provided|no|non fournie?|didnt provide|did not provide|havent provided|wasnt provided|none provided|must (?:be )?(?:provide|provided|supply|include|specify|passed|sent|pass|send)|need to provide|required|requires|empty|blank|not (?:set|present|supplied|specified|included|authenticated|received)|without|absent|lacks|fehlt|fehlend|manquante?|requise?|falta|faltando|keine?|ohne)\b|未提供|缺少|为空|未设置|没有提供|未传|未收到|提供されていません|не указан|отсутству|不足して|指定され|없습니다|누락|필요/;

/** No longer valid. */
export const EXPIRED =
  /\b(?:expired|expire|revoked|rotated|disabled|deleted|deactivated|inactive|leaked|compromised|exposed|abgelaufen|expiree?|caducad[oa]|vencid[oa]|expirad[oa]|revoquee?)\b|过期|失效|已禁用|已删除|吊销|泄露|истек|истёк|отозван|期限切れ|失効|만료|폐기/;

/** A right that the caller lacks. */
export const PERMISSION =
  /\b(?:permissions?|permitted|scopes?|roles?|privileges?|authoriz(?:ed|ation)|authoris(?:ed|ation)|access|entitle(?:d|ment)|allowed|forbidden|not ?enabled|whitelist(?:ed)?|allowlist(?:ed)?|grant(?:ed)?|sample from|invoke|perform|berechtig\w{0,6}|zugriff|acces|autorisee?|ownership|accessible|permiso|acceso|permissao|acesso)\b|权限|无权|未开通|未授权|禁止|没有权|прав|доступ|разрешен|権限|アクセス|許可|권한|접근/;

/** A model, or what some providers call one. */
export const MODEL =
  /\b(?:models?|deployments?|engines?|checkpoints?|modelo|modell|modele|inference profile|model id|modelid|endpoint or model)\b|模型|модел|モデル|모델/;

/** Not known to the server. */
export const NOT_FOUND =
  /\b(?:not (?:be )?(?:found|exist|valid|available|supported|recognized|recognised|installed|served|deployed|offered|configured|known|loaded|a valid|defined|registered|listed|online|accessible)|notfound|no (?:such|matching|models?|endpoints?|allowed|available|provider|candidates?)|does ?not exist|doesnt exist|do not exist|didnt match|unknown|invalid|unrecognized|unsupported|unavailable|isnt (?:available|supported|a valid)|cannot find|couldnt find|could not find|cant find|unable to find|missing|wrong|incorrect|nonexistent|nicht gefunden|gibt es nicht|existiert nicht|introuvable|n existe pas|no existe|no encontrad[oa]|nao (?:existe|encontrado))\b|不存在|未找到|找不到|无效|不支持|没有找到|暂不支持|未开通|不可用|无可用|未知|错误|не найден|не существует|недоступ|неизвестн|не поддерж|見つかり|存在し|サポートされ|利用できま|찾을 수 없|존재하지|지원하지|지원되지/;

/** Once there, gone now. */
export const RETIRED =
  /\b(?:deprecated|retired|decommissioned|discontinued|sunset|shut ?down|shutdown|no longer (?:available|supported|exists?|offered|served)|end of (?:its )?(?:life|support)|reached its end|eol|removed|offline|legacy|fade out|abgeschaltet|obsolet\w?)\b|已下线|下线|停止服务|已停用|弃用|已废弃|больше не|устарел|終了|廃止|종료|중단/;

/** What a model has to be read into. */
export const MEMORY =
  /\b(?:out ?of ?(?:gpu |cuda |host |system )?memory|oom|(?:not enough|insufficient|more|exceeds?|available|less|free) (?:system |gpu |host |video )?(?:memory|vram|ram)|(?:cannot|cant|failed to|unable to) alloc(?:ate)?|kv cache)\b|内存不足|显存不足|нехватка памяти|недостаточно памяти|メモリ不足|메모리 부족/;

/** Reading a model in. */
export const LOADING =
  /\b(?:load(?:ed|ing)?|start(?:ed|ing)?|initializ(?:e|ed|ing)|launch|open|spawn|runner|llama runner|backend)\b|加载|загруз|読み込|로드/;

/** Text that may not be said. */
export const CONTENT =
  /\b(?:content|prompts?|input|inputs|output|outputs|message|messages|response|request|text|image|images|conversation|completion|generation|topic|question|data)\b|内容|输入|输出|提示|文本|信息|问题|контент|запрос|сообщени|текст|コンテンツ|プロンプト|入力|콘텐츠|프롬프트|입력|내용/;

/** A judgment about content; nothing else uses these words. */
export const UNSAFE =
  /\b(?:safety|unsafe|inappropriate|harmful|sensitive|moderation|moderated|flagged|nsfw|guardrails?|responsible ?ai|content ?filter(?:ed|ing)?|content ?polic(?:y|ies)|censor\w{0,8}|content review|content management policy|usage (?:policy|policies|guidelines)|acceptable use|aup|terms of service|community guidelines|content exists risk|exists risk|risk control|data inspection|inspection failed|prohibited|objectionable|offensive|sexual|violence|violent|hate|self harm|csam|jailbreak|prompt injection|cyber(?:security)? (?:policy|activity|risk)|cyber policy|illegal content|security policy|violates? (?:our|the|openai|usage|content)|blocked by (?:the )?(?:content|safety|policy|our)|unzulassig|contenu inapproprie|contenido inapropiado)\b|敏感|违规|不安全|不合规|合规|审核|安全策略|风控|内容安全|涉黄|违法|不当|有害|色情|政治|небезопасн|чувствительн|неприемлем|запрещенн|нарушает|цензур|不適切|有害|違反|規約|부적절|유해|위반|민감/;

/** Says that a judgment was made; also for words of CONTENT. */
export const JUDGED =
  /\b(?:block(?:ed|s)?|flag(?:ged)?|filter(?:ed|ing|s)?|violat(?:es?|ed|ing|ion|ions)|reject(?:ed|s)?|refus(?:ed|es|al)|denied|detected|triggered|contains?|contain|fail(?:ed|s)?|not allowed|prohibited|exists?|inappropriate|disallowed|intervened|policy|considered|deemed|moderation|unsafe|sensitive|risk|prevented|abusive|passed)\b|不通过|涉嫌|包含|拦截|拒绝|违反|命中|检测|不合规|未通过|触发|可能|содержит|нарушает|отклон|заблокирован|含ま|検出|ブロック|포함|감지|차단/;

/** A country, or where the caller seems to be. */
export const PLACE =
  /\b(?:countr(?:y|ies)|region|regions|regional|location|territor(?:y|ies)|geograph(?:y|ic|ical)|jurisdiction|sanction(?:ed|s)?|land|pays|region|pais|region|regiao)\b|国家|地区|区域|стран|регион|国または地域|お住まいの|地域|지역|국가/;

/** A picture. */
export const IMAGE =
  /\b(?:images?|image ?url|imageurl|vision|visual|pictures?|photos?|multimodal|multi modal|mmproj|png|jpe?g|webp|media|bild|imagen|imagem)\b|图片|图像|图文|视觉|多模态|изображени|картинк|画像|이미지/;

/** A number of tokens or characters. */
export const LENGTH =
  /\b(?:context|context ?(?:length|window|size)|length|tokens?|characters|seq ?len|max ?model ?len|prompt|input|sequence|too long|window|maximum|kontext\w{0,8}|contexte|contexto)\b|上下文|长度|字数|字符|超长|tokens|токен|длин|контекст|トークン|文字数|長さ|コンテキスト|토큰|길이|컨텍스트/;

/** More than there is room for. */
export const TOO_LONG =
  /\b(?:too (?:long|large|big|many)|exceeds?|exceeded|exceeding|longer|larger|greater|more) ?(?:than|the|of)?\b|\b(?:over the|maximum (?:supported |allowed )?(?:context|input|prompt|model|sequence|allowed|number|length)|max (?:context|input|prompt|seq|model|length)|limited to|must (?:be|have)|less than|at most|cannot fit|doesnt fit|not fit|overflow(?:s|ed)?|truncat(?:e|ed)|limit|reduce|shorten|zu lang|uberschreitet|trop long|depasse|demasiado larg[oa]|excede|supera|range of)\b|超|过长|太长|大于|上限|超长|превыш|слишком (?:длин|больш)|больше|長すぎ|超え|超過|초과|너무 (?:길|많)|깁니다/;

/** The most that a reply may have. */
export const OUTPUT_LIMIT =
  /\b(?:max (?:completion |output |new )?tokens|maxtokens|maxoutputtokens|max output tokens|max_tokens|maximum (?:output|completion)(?: tokens| length)?|maximum tokens|output tokens?|completion tokens?|response length|num predict|n predict)\b|最大输出|输出长度|最大生成/;

/** Room for more work. */
export const CAPACITY =
  /\b(?:overload(?:ed|ing)?|capacity|too busy|(?:server|service|system|engine|upstream|provider) (?:is )?(?:currently )?(?:too )?(?:busy|at capacity|unavailable|overloaded)|model (?:is )?(?:currently )?(?:too )?(?:busy|at capacity|overloaded)|busy|high (?:demand|load|traffic|volume)|heavy (?:load|traffic)|peak|congest(?:ed|ion)|no (?:available |healthy )?(?:deployments?|workers?|instances?|upstreams?|gpus?|slots?|resources?|servers?|backends?|replicas?|nodes?)|queue (?:is )?full|queue(?:d)? (?:too long|timeout|limit)|resources? (?:are )?(?:unavailable|insufficient)|resource unavailable|insufficient (?:capacity|resources?)|temporarily (?:unavailable|overloaded)|service ?unavailable|try again later|come back later|scal(?:e|ing) up|not ready|still (?:building|deploying)|degraded function|no auth available|no (?:available )?(?:accounts?|credentials?)|dang ban|qua tai|cold start|warming up|starting up|being loaded|still loading|is loading|currently loading|loading model|uberlastet|surchargee?|sobrecargad[oa])\b|容量不足|繁忙|过载|负载|拥挤|拥堵|访问量过大|资源不足|排队|稍后再试|稍后重试|服务不可用|перегруж|перегрузк|занят|混雑|混み合|過負荷|고부하|과부하|혼잡|바쁩/;

/** A setting of the request. */
export const PARAMETER =
  /\b(?:parameters?|params?|arguments?|args?|kwargs?|fields?|propert(?:y|ies)|keys?|inputs?|options?|attributes?|settings?|keyword|temperature|top ?p|top ?k|logprobs|logit ?bias|seed|stop|penalty|stream ?options|reasoning ?effort|reasoning|response ?format|tool ?choice|tools?|functions?|function ?calling|parallel ?tool ?calls|service ?tier|json ?(?:mode|schema)|n|store|metadata|verbosity|thinking|enable ?thinking|developer|system (?:role|prompt|message)s?|max (?:completion )?tokens)\b|参数|字段|параметр|パラメータ|매개변수|파라미터/;

/** Says that a setting is not taken. */
export const UNSUPPORTED =
  /\b(?:unsupported|not (?:be )?(?:supported|permitted|allowed|accepted|implemented|available|compatible|enabled)|isnt (?:supported|allowed|available)|arent (?:supported|allowed)|(?:does|do) ?not (?:support|accept|allow)|doesnt (?:support|accept|allow)|dont support|no support|unknown|unrecognized|unexpected|extra|cannot be (?:used|set|specified|combined)|cant be used|incompatible|not a (?:valid|recognized)|only supports?|only supported|no endpoints found that support|must be (?:unset|omitted|removed)|nicht unterstutzt|unterstutzt (?:keine?|nicht)|naccepte pas|ne prend pas en charge|no admite|non (?:supporte|pris en charge)\w{0,2}|no (?:es compatible|soportad[oa]|admite)|nao suportad[oa])\b|不支持|暂不支持|未知|не поддержив|неизвестн|サポートされて|対応して|지원하지|지원되지/;

/** The form of a request. */
export const FORM =
  /\b(?:messages?|roles?|content|body|json|schema|format|payload|request|fields?|parameters?|params?|arguments?|values?|types?|properties|property|tool calls?|tool call id|conversation|input|expected|last message|array|object|string|integer|reasoning content|turns?|thought signature|function call)\b|参数|消息|格式|角色|请求体|параметр|сообщени|формат|パラメータ|メッセージ|リクエスト|매개변수|메시지|요청/;

/** Says that a form is wrong. */
export const MALFORMED =
  /\b(?:invalid|malformed|must|missing|required|expects?|expected|should|incorrect|not valid|bad|illegal|wrong|cannot|unexpected|mismatch|parse|parsing|decode|deserialize|validation|alternat(?:e|ing)|not match|not met|empty|too (?:short|small|few)|out of range|between|supports? only|only|not (?:allowed|permitted)|cant|does not|duplicate|passed back|before|after|followed|preceded)\b|无效|非法|错误|必须|缺少|不能为空|不合法|不正确|有误|неверн|некоррект|обязат|должен|無効|必須|正しく|잘못|필수|유효하지/;

/** The address that was called. */
export const ROUTE =
  /\b(?:url|path|route|endpoint|uri|page|resource|method|api version|apiversion|base url|http method|operation|handler)\b|路径|接口|地址|путь|адрес|маршрут|パス|エンドポイント|경로|엔드포인트/;
