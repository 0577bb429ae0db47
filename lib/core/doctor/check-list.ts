import { addressCheck } from './checks/address-check.ts';
import { clockCheck } from './checks/clock-check.ts';
import { completionCheck, streamCheck } from './checks/completion-check.ts';
import { gitCheck } from './checks/git-check.ts';
import { headersCheck } from './checks/headers-check.ts';
import { headroomCheck } from './checks/headroom-check.ts';
import { idsCheck } from './checks/ids-check.ts';
import { leakCheck } from './checks/leak-check.ts';
import { modeCheck } from './checks/mode-check.ts';
import { modelsCheck } from './checks/models-check.ts';
import { offeredCheck } from './checks/offered-check.ts';
import { pairingCheck } from './checks/pairing-check.ts';
import { connectionCheck, nameCheck, tlsCheck } from './checks/reach-checks.ts';
import { settingsCheck } from './checks/settings-check.ts';
import { shapeCheck } from './checks/shape-check.ts';
import { sourceCheck } from './checks/source-check.ts';
import { storeCheck } from './checks/store-check.ts';
import { variableCheck } from './checks/variable-check.ts';
import type { DoctorCheck } from './doctor-check.ts';
import { CHECK_IDS, type CheckId } from './report/doctor-report.ts';

const CHECKS: Record<CheckId, DoctorCheck> = {
  mode: modeCheck,
  leak: leakCheck,
  variable: variableCheck,
  source: sourceCheck,
  shape: shapeCheck,
  address: addressCheck,
  pairing: pairingCheck,
  ids: idsCheck,
  git: gitCheck,
  settings: settingsCheck,
  store: storeCheck,
  name: nameCheck,
  connection: connectionCheck,
  tls: tlsCheck,
  models: modelsCheck,
  offered: offeredCheck,
  completion: completionCheck,
  stream: streamCheck,
  headers: headersCheck,
  headroom: headroomCheck,
  clock: clockCheck,
};

/** Every check, in the order in which they run. */
export const DOCTOR_CHECKS: readonly DoctorCheck[] = CHECK_IDS.map((id) => CHECKS[id]);
