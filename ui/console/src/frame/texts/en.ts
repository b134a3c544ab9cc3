import console from '../../../../../shared/locales/en/console.ftl?raw';
import study from '../../../../../shared/locales/en/study.ftl?raw';
import words from '../../../../../shared/locales/en/words.ftl?raw';

export default [words, console, study];
