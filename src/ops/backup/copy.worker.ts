import { answer } from '../../platform/workers/answer.js';
import { copyInstallation } from './copy-installation.js';

await answer(copyInstallation);
