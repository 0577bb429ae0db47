import 'server-only';

/** About 1,600 words, to watch a long reply stream in. */
export const LONG_ANSWER = `This is long enough to watch a reply stream in, to scroll up while it is still being written, to find "Jump to latest", and to press Stop in the middle. It follows one message from the Enter key to the last word of its reply.

#### 1. You press Enter

The message appears in the conversation at once, and the composer is empty again. Nothing has been sent at this point. First the page stores the message in the browser's own database, because everything that comes next can fail: the network can drop, the server can refuse, the tab can be closed. A message that is already stored survives all of these. When you open the page again, it is where you left it.

The same holds for the draft that you have not sent. It is saved as you type, and each conversation has its own. If you reload the page in the middle of a sentence, the sentence is still there.

Then the page builds the request. A chat model remembers nothing between two requests, so the whole conversation is sent again each time: your first question, the first reply, your second question, and so on. That is why a long conversation costs more with every message, and why at some point it no longer fits. When that happens, the page offers to leave out the oldest messages, and says how many.

#### 2. The request reaches the server

The page never talks to OpenAI. It sends the conversation to its own server, at \`/api/chat\`, and no key travels with it. This one decision explains most of how Starlight is built. A key in a web page can be read by everyone who opens the page, no matter how well it is hidden, because the browser needs it in plain text to send it. So the key stays on the server, and the server does the asking.

A server that spends money on behalf of strangers needs guards. They run in order of cost, cheapest first. Is this a POST request with a JSON body? Does it come from the site's own page? Has the visitor signed in, if the site has an access code? Is the body small enough to read? Does it have the right shape? Has this visitor sent too many messages in the last minute? Has the site used up its budget for today? A request that fails one of these checks never reaches OpenAI and costs nothing.

Each refusal has a name. The page does not receive a sentence in English that it would have to interpret. It receives a kind, such as \`visitor_rate_limited\` or \`budget_spent\`, and looks up what to say. The visitor and the site owner read different words for the same kind, because they can do different things about it.

#### 3. The server asks the model

Now the key is added, in a header called \`Authorization\`, and the request goes to OpenAI. This is the second leg of the journey, and the one with the most ways to fail. The name of the host may not resolve. The connection may be refused, or accepted and then dropped. A proxy in between may answer with a page of HTML. OpenAI may say that the key is wrong, that the model does not exist, that requests come too fast, or that the account is out of credit.

Some of these look alike from a distance. A rate limit and an empty account both arrive as status 429. The first clears in seconds, and the second stays until someone pays. A program that looks only at the status will retry both, and for an empty account it will retry forever. The difference is in the error code, so that is what Starlight reads. Only when there is no code does it look at the text, and it never shows that text to anyone, because error messages can quote parts of a key.

If the failure is likely to clear within a second or two, the server retries before anyone notices. It does so only while nothing has been shown. Once the first word of a reply is on your screen, a silent retry would make the text start over, and you would pay for it twice.

#### 4. The first token arrives

A model does not write a reply and then send it. It writes one token at a time, where a token is a short word or a part of a longer one, and it sends each token as soon as it has been chosen. The connection stays open for the whole reply. What travels over it is a stream of small events, each with a few characters of text inside.

The server passes these events on without waiting for the rest. It does not collect them, because then you would see nothing for ten seconds and everything at once after that. It does look at each one, for two reasons. It counts what is being spent, and it checks that what arrives is what was promised, since a stream can turn into an error halfway through.

Before the first token there is a pause. The model has to read the whole conversation before it can continue it. During this pause the page shows that it is waiting, so that you can tell a slow model from a broken one. In this demo the pause is made up, and so is the pace at which these words appear. They are about as fast as a hosted model of today.

#### 5. The text becomes a page

The text that arrives is Markdown: plain characters in which two asterisks mean bold and three backticks begin a block of code. The page turns it into headings, lists, tables and code while it is still arriving, and this is harder than it sounds. Halfway through a table, the page cannot know how many rows it will have. Halfway through a link, it cannot know where the link goes. A block of code that has been opened but not yet closed looks the same as one that the model forgot to close.

The simple approach is to read the whole text again with every new token. For a short reply nobody notices. For a reply like this one, it means reading the first paragraph two thousand times. So the page settles what can no longer change and reads only the end again. The cost of a token then stays about the same, whether it is the tenth or the two thousandth.

A reply is also text from outside, and it is treated that way. It can hold links but not scripts, and code but not HTML. Pictures from other sites are not loaded, because loading one would tell that site that you are reading this, and a cleverly built address could carry parts of the conversation along.

#### 6. You scroll

While a reply streams, your question stays at the top and the text grows below it, past the end of the window if it is long. Nothing is more annoying than text that moves while it is being read. A small button, "Jump to latest", takes you to the end, and from there the page follows the reply until you scroll up.

You can also stop. The Stop button ends the reply on the page, on the server and at OpenAI, so that nothing more is written and nothing more is paid for. What has arrived stays in the conversation. You can continue it later from the place where it stopped, or ask for another version and compare the two.

#### 7. The reply ends, or it doesn't

A reply that ends well says so. Its last event carries a finish reason. The usual one is \`stop\`, which means that the model had nothing more to say. Another is \`length\`, which means that it had more to say but was not allowed to. After that comes one final marker, \`[DONE]\`, and the connection is closed.

A reply that ends badly just ends. The connection closes, and there is no finish reason and no marker. This is the case that many programs get wrong. By now the status has long been 200, which means success, and half an answer looks very much like a whole one. If the last sentence happens to be complete, nobody can tell the difference by reading.

So Starlight does not ask whether the connection has closed. It asks whether the reply said that it was finished. If it did not, the part that arrived is kept and marked, and a banner offers to continue. The model is then asked to go on from the last character, and where both parts meet, what it repeats is removed.

There is a third way to end, which is not to end at all. The connection stays open and nothing comes. Deadlines are there for this: one for the first token, one for the time between two tokens, and one for the reply as a whole. When one of them passes, the server gives up, and the page says so.

#### 8. Afterward

The finished reply is stored next to your message, in this browser and nowhere else. The server keeps one line in its log with the time, the kind of result, the number of tokens and a request ID. It does not keep what was written. If something went wrong and you need help, that request ID is what to send to the site owner. They can find the line in their log, and OpenAI can find the request in theirs.

Then the composer waits for the next message, and everything starts over. If everything went well, you noticed none of this. To see what failures look like, type \`/simulate\` and a space, and choose one.`;
