; What the installer itself says: Kazakh, Russian, English.

!macro Text NAME KK RU EN
  LangString ${NAME} ${LANG_KAZAKH} "${KK}"
  LangString ${NAME} ${LANG_RUSSIAN} "${RU}"
  LangString ${NAME} ${LANG_ENGLISH} "${EN}"
!macroend
!define Text "!insertmacro Text"

${Text} Code "kk" "ru" "en"
${Text} Old "ubb4 Windows 10 немесе 11 қажет етеді." "Для ubb4 нужна Windows 10 или 11." "ubb4 needs Windows 10 or 11."
${Text} Rights "Барлық пайдаланушыға орнату (/ALLUSERS) әкімші құқығын қажет етеді. Параметрсіз орнатсаңыз, құқық қажет емес." "Установка для всех пользователей (/ALLUSERS) требует прав администратора. Без этого параметра права не нужны." "Installing for all users (/ALLUSERS) needs an administrator's rights. Without it no rights are needed."
${Text} Close "Excel немесе LibreOffice ашық. Жұмысыңызды сақтап, жабыңыз да, «Қайталау» түймесін басыңыз." "Открыт Excel или LibreOffice. Сохраните работу, закройте программу и нажмите «Повтор»." "Excel or LibreOffice is open. Save your work, close it and press Retry."
${Text} Core "Бағдарлама (қажет)" "Программа (обязательно)" "The program (needed)"
${Text} Excel "Excel қойындысы" "Вкладка в Excel" "The tab in Excel"
${Text} Calc "LibreOffice батырмалары" "Кнопки в LibreOffice" "The buttons in LibreOffice"
${Text} Notebooks "Талдау дәптерлері" "Блокноты анализа" "Notebooks"
${Text} AboutCore "ubb4, оның Python-ы мен анықтамасы. Интернет қажет емес." "ubb4, его Python и руководство. Интернет не нужен." "ubb4, its Python and its manual. No internet is needed."
${Text} AboutExcel "«ҮББ №4» қойындысы Excel-ді келесі ашқанда шығады." "Вкладка «ҮББ №4» появится при следующем открытии Excel." "The tab «ҮББ №4» appears when Excel is opened next."
${Text} AboutCalc "Сол батырмалар LibreOffice Calc-та. LibreOffice жоқ болса, өткізіп жіберіледі." "Те же кнопки в LibreOffice Calc. Если LibreOffice нет, пропускается." "The same buttons in LibreOffice Calc. Left out where there is no LibreOffice."
${Text} AboutNotebooks "«Талдау беті» батырмасы және ubb4 notebook пәрмені: диаграммалы беттер." "Кнопка «Страница анализа» и команда ubb4 notebook: страницы с диаграммами." "The button of the analysis page and the command ubb4 notebook: pages with charts."
${Text} Copy "Файлдар орнына қойылмады: $INSTDIR бумасында ашық файл бар. Бағдарламаларды жауып, орнатуды қайталаңыз. Бұрынғы нұсқа өзгерген жоқ." "Файлы не удалось положить на место: в папке $INSTDIR есть открытый файл. Закройте программы и повторите установку. Прежняя версия не изменена." "The files could not be put in place: a file in $INSTDIR is open. Close the programs and install again. The former version is as it was."
${Text} NotAdded "Қойынды орнатылмады. Себебін «Күйі» таңбашасы айтады (Бастау мәзірі → ҮББ №4). Журнал: $LOCALAPPDATA\ubb4\Logs\ubb4.log" "Вкладка не установлена. Причину назовёт ярлык «Состояние» (меню «Пуск» → ҮББ №4). Журнал: $LOCALAPPDATA\ubb4\Logs\ubb4.log" "The tab was not installed. The shortcut «State» (Start menu, ҮББ №4) tells why. Log: $LOCALAPPDATA\ubb4\Logs\ubb4.log"
${Text} Updated "ubb4 ${VERSION} орнатылды: баптауыңыз бен кітаптарыңыз сол күйінде." "Установлена ubb4 ${VERSION}: настройки и книги прежние." "ubb4 ${VERSION} is installed: your settings and workbooks are as they were."
${Text} LinkNew "Жаңа кітап" "Новая книга" "New workbook"
${Text} LinkManual "Анықтама" "Руководство" "Manual"
${Text} LinkState "Күйі" "Состояние" "State"
${Text} LinkBooks "Кітаптар бумасы" "Папка с книгами" "Folder of workbooks"
${Text} Blocked "Орнатылған Python іске қосылмады. AppLocker не басқа саясат пайдаланушы бумасындағы бағдарламаларға тыйым салған болуы мүмкін: ақпараттық технологиялар бөлімінен осы файлды /ALLUSERS параметрімен орнатуды сұраңыз." "Установленный Python не запустился. Возможно, AppLocker или другая политика запрещает программы в папках пользователя: попросите отдел информационных технологий установить этот файл с параметром /ALLUSERS." "The installed Python did not start. AppLocker or another policy may forbid programs in user folders: ask the IT department to install this file with /ALLUSERS."
