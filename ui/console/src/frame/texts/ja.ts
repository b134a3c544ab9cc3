import console from '../../../../../shared/locales/ja/console.ftl?raw';
import study from '../../../../../shared/locales/ja/study.ftl?raw';
import words from '../../../../../shared/locales/ja/words.ftl?raw';

export default [words, console, study];
