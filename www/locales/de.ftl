# Sätze von Handlens auf Deutsch, in Fluent (projectfluent.org). Angesprochen wird mit „du“.

## Numbers

number-decimal-mark = ,
number-thousands-mark = .
number-grouped-from = 1000
share = { $number } %
share-above = > { $number } %
share-below = < { $number } %

## Counts

photo-count = { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
}
class-count = { $count ->
    [one] { $count } Klasse
   *[other] { $count } Klassen
}

## Words of many places

cancel = Abbrechen
close = Schließen
delete = Löschen
undo = Rückgängig
rename = Umbenennen
dismiss = Ausblenden
list-and = { $before } und { $last }
# Between two names of a longer list, and the end of one that is too long.
list-comma = {", "}
list-and-more = { $names } und { $count } weitere

## The worker's end, as worker-start.js reports it

worker-out-of-memory = Der Worker wurde beendet, vielleicht weil der Arbeitsspeicher nicht reichte. ({ $detail })
worker-failed = Der Worker wurde wegen eines Fehlers beendet. ({ $detail })
worker-not-started = Das Programm konnte nicht gestartet werden; lade die Seite neu. ({ $detail })

## The choice of a language

language = Sprache
language-failed = Der Text in dieser Sprache konnte nicht geladen werden; prüfe die Verbindung und wähle sie noch einmal. ({ $detail })

## The privacy panel

# What the dialogue is called, for those who do not see it.
privacy-label = So prüfst du, dass nichts dieses Gerät verlässt
privacy-title = Deine Fotos bleiben auf diesem Gerät
privacy-about = Diese Seite verarbeitet deine Fotos, deine Klassennamen und alles, was sie daraus lernt, auf diesem Gerät. Sie verschickt nichts. Du musst uns das nicht glauben:

## The privacy panel: requests

privacy-requests = Alle Anfragen, seit du diese Seite geöffnet hast
# Each of the three is a number of requests.
privacy-summary =
    Beantwortet vom Server dieser Seite: { $server ->
        [0] keine
       *[other] { $server }
    }, von diesem Gerät: { $device ->
        [0] keine
       *[other] { $device }
    }, von jemand anderem: { $elsewhere ->
        [0] keine
       *[other] { $elsewhere }
    }.
# Opens a table of them, which grows as requests are made.
privacy-requests-all = { $count ->
    [one] { $count } Anfrage, laufend aktualisiert
   *[other] { $count } Anfragen, laufend aktualisiert
}
privacy-requests-label = Anfragen
# The heads of the columns: how long after the page was opened, which file, and who answered.
privacy-request-after = Zeit
privacy-request-for = Adresse
privacy-request-by = Beantwortet von
privacy-request-seconds = { $number } s
# In the column “Answered by”.
privacy-by-server = dem Server
privacy-by-device = diesem Gerät
privacy-by-nobody = niemandem (blockiert)
privacy-requests-source = Quellen: die Liste, die der Browser selbst über die Anfragen dieser Seite führt, und das Protokoll des Service Workers, der ohne Netz antwortet.

## The privacy panel: the rules that the browser enforces, and an attempt to get past them

privacy-rules = Die Regeln, die dein Browser durchsetzt
privacy-rules-about = Diese Seite darf ihre eigenen Dateien laden und sonst nichts. Sie darf sich mit keiner anderen Website verbinden, kein Formular absenden und kein Skript ausführen, das nicht zu ihren Dateien gehört.
privacy-rules-verbatim = Die Regeln im Wortlaut
privacy-rules-refused = Die Regeln, die den Versuch blockiert haben, laut Browser
# A button: makes the attempt and shows the outcome.
privacy-try = Versuchen, etwas zu senden
privacy-try-failed = Der Test selbst ist fehlgeschlagen. Lade die Seite neu und versuche es noch einmal.
privacy-try-page-refused = Von der Seite aus: Der Browser hat es blockiert.
privacy-try-page-open = Von der Seite aus: Der Browser hat nicht gemeldet, dass er es blockiert hat. Etwas hat die Regeln der Seite verändert; vertraue ihr deshalb nicht.
privacy-try-worker-silent = Vom Worker aus, der deine Fotos verarbeitet: Er hat nicht rechtzeitig geantwortet. Versuche es später noch einmal.
# Functions of the browser’s, such as fetch.
privacy-try-worker-open = Vom Worker aus, der deine Fotos verarbeitet: Er hat noch Funktionen, die etwas senden könnten. Vertraue dieser Seite nicht.
privacy-try-worker-refused = Vom Worker aus, der deine Fotos verarbeitet: Der Browser hat es blockiert, und die Funktionen zum Senden sind entfernt.
privacy-try-worker-without-rule = Vom Worker aus, der deine Fotos verarbeitet: Alle Funktionen, die etwas senden könnten, sind entfernt. Einen letzten Weg kann keine Seite versperren: ein Skript von einer Adresse zu laden. Das kann nur eine Regel des Browsers blockieren, und dieser Server gibt keine vor. Die Regel gilt, sobald die Seite auf diesem Gerät gespeichert ist und erneut geöffnet wird.

## The privacy panel: the check with airplane mode

privacy-airplane = Prüfen im Flugmodus
privacy-airplane-switch = Schalte auf diesem Gerät den Flugmodus ein oder ziehe das Netzwerkkabel heraus.
privacy-airplane-try = Schließe dieses Fenster und probiere ein Foto aus. Du bekommst trotzdem eine Antwort: Kein anderer Rechner ist beteiligt.
privacy-airplane-off = Dieses Gerät ist offline. Probiere ein Foto aus.
privacy-airplane-off-answered = { $count ->
    [one] Dieses Gerät ist offline. Seitdem gab es { $count } Antwort.
   *[other] Dieses Gerät ist offline. Seitdem gab es { $count } Antworten.
}
privacy-airplane-on = Dieses Gerät ist online.
privacy-airplane-on-answered = { $count ->
    [one] Dieses Gerät ist wieder online. Offline gab es { $count } Antwort.
   *[other] Dieses Gerät ist wieder online. Offline gab es { $count } Antworten.
}

## The privacy panel: offline use

privacy-offline = Offline
privacy-install = Als App installieren
offline-kept = Auch die Seite selbst ist auf diesem Gerät gespeichert: Sie öffnet sich offline und kann dann alles.
offline-keeping = Die Seite wird gerade auf diesem Gerät gespeichert, damit sie sich offline öffnen lässt. Einen Moment.
offline-failed = Dieser Browser speichert die Seite nicht auf diesem Gerät: Sie öffnet sich nur online. Ist sie einmal offen, geht es auch offline.
offline-none = Die Seite ist nicht auf diesem Gerät gespeichert: Sie öffnet sich nur online. Ist sie einmal offen, geht es auch offline.

## The privacy panel: what is stored, and how all of it is deleted

## The privacy panel: what a photo’s file says beside its picture

privacy-data = Was die Dateien deiner Fotos verraten
privacy-data-about = Außer dem Bild speichert Handlens, wann und wo ein Foto aufgenommen wurde und wie sein Ordner hieß. Alles andere wird vor dem Speichern entfernt: Kamera, Namen, Kommentare, Vorschaubilder, Bearbeitungen. Der Ort verlässt dieses Gerät nie, auch nicht in einer exportierten Datei. Ein exportiertes Projekt enthält Zeit und Ordnername; Fotos in einem ZIP tragen die Zeit als Dateidatum. Eine Ausnahme sind RAW-Dateien, die du in ein ZIP sortierst: Sie bleiben, wie sie sind.
# Goes on from a file's name.
export-raw-as-it-is = ist eine RAW-Datei: Sie kommt unverändert in das ZIP, mit allem, was die Kamera hineingeschrieben hat.

privacy-stored = Was auf diesem Gerät gespeichert ist
privacy-stored-projects = Projekte: Fotos, was daraus gelernt wurde, Einstellungen
privacy-stored-outgoing = Kürzlich exportierte Dateien
privacy-stored-program = Die Seite selbst, zum Öffnen ohne Netz
# In the place of a size.
privacy-stored-unknown = unbekannt
# A button; the question comes next.
removal-ask = Alles löschen …
removal-question = Alles löschen?
removal-warning = Alle Projekte mit ihren Fotos, die gespeicherte Seite und alle Einstellungen werden sofort von diesem Gerät gelöscht. Das lässt sich nicht rückgängig machen. Dateien, die du exportiert hast, bleiben unberührt.
# The two buttons below the question.
removal-keep = Alles behalten
removal-confirm = Alles löschen
removal-running = Wird gelöscht …
removal-done = Alles wurde gelöscht. Du kannst diese Seite jetzt schließen.
removal-elsewhere = Ein anderer Tab hat ein Projekt geöffnet, deshalb konnte nicht alles gelöscht werden. Schließe die anderen Tabs und versuche es noch einmal.
# $name is the browser’s name of the failure, in English.
removal-failed = Nicht alles konnte gelöscht werden ({ $name }). Lade die Seite neu und versuche es noch einmal.
removal-failed-unknown = Nicht alles konnte gelöscht werden (Ursache unbekannt). Lade die Seite neu und versuche es noch einmal.
# Buttons, after everything was deleted and after that failed.
removal-start-anew = Neu anfangen
removal-reload = Neu laden

## The privacy panel: its limits

privacy-limits = Was keine Seite beweisen kann
# Each of these goes on from that heading.
privacy-limit-browser = Dass der Browser die Regeln durchsetzt. Er ist es, der Anfragen blockiert und sie hier auflistet.
privacy-limit-extensions = Dass die Erweiterungen deines Browsers nichts senden. Sie können jede Seite lesen und sind nicht an deren Regeln gebunden.
privacy-limit-server = Dass ihr Server morgen dieselbe Seite ausliefert. Eine Kopie auf diesem Gerät ändert sich nur, wenn du eine neue Version annimmst; die Liste oben beginnt dann von vorn.
privacy-limit-people = Dass niemand sonst diesen Browser auf diesem Gerät öffnen und sehen kann, was gespeichert ist.

## The offer of a new version

update-offer = Eine neue Version von Handlens ist verfügbar. Lade neu, um sie zu starten; deine Projekte bleiben, wie sie sind.
update-elsewhere = Handlens ist in einem anderen Tab geöffnet. Schließe die anderen Tabs und lade dann hier neu; bis dahin läuft diese Version weiter.
update-now = Neu laden
update-later = Später

## The space on the device

# $used and $total are sizes: “12 MB of 58 GB”.
keeping-room = { $used } von { $total }
# $share is how much is used: “94 %”.
keeping-room-tight = Auf diesem Gerät wird der Platz knapp: { $used } von { $total } sind belegt ({ $share }). Exportiere, was du behalten willst, und lösche Projekte, die du nicht mehr brauchst.

## Results on unseen photos

# Stands above the results of a training while photos are added, moved or deleted, and until the next training ends.
results-old = Diese Ergebnisse stammen aus der Zeit vor deinen letzten Änderungen. Das nächste Training ersetzt sie.
results-validation-off = Die Validierung ist aus, deshalb gibt es keine Ergebnisse bei ungesehenen Fotos.
results-too-few-photos = Für Ergebnisse bei ungesehenen Fotos braucht eine Klasse zwei Fotos: eines zum Lernen, eines zum Testen.
# $class is a class as in finding-class-name.
results-one-photo = { $class } hat nur ein Foto und lässt sich deshalb nicht testen. Füge weitere Fotos davon hinzu.
results-same-photos = Alle { $count } Fotos von { $class } sind fast gleich, deshalb lässt sich die Klasse nicht testen. Füge Fotos hinzu, die zu anderen Zeiten entstanden sind.
results-unjudged-more = { $count ->
    [one] Eine weitere Klasse lässt sich ebenfalls nicht testen.
   *[other] { $count } weitere Klassen lassen sich ebenfalls nicht testen.
}
results-one-class = Nur eine Klasse ließ sich testen. Das sagt nichts darüber, wie gut sich deine Klassen unterscheiden lassen.
# Follows results-explanation.
results-groups = Fast gleiche Fotos zählen in diesem Intervall nur einmal: { $groups ->
    [one] Es bleibt ein Foto.
   *[other] Es bleiben { $groups } Fotos.
}
# Stands right of the figure: “87 %”.
results-accuracy = richtig bei ungesehenen Fotos
results-interval = 95-%-Intervall { $low } bis { $high }
results-explanation = { $right } von { $judged } richtig, bei Fotos, aus denen nicht gelernt wurde ({ $folds } Folds). Bei neuen Fotos wie diesen sind { $low } bis { $high } zu erwarten.
# The figures of a class. Each share may be “–”.
class-result-recall = Trefferquote { $share }
class-result-recall-title = Anteil dieser Klasse, der erkannt wird
class-result-precision = Präzision { $share }
class-result-precision-title = Anteil der Fotos mit dieser Antwort, der wirklich dazugehört
class-result-f1 = F1 { $share }
class-result-f1-title = Das harmonische Mittel aus Trefferquote und Präzision
class-result-not-judged = nicht getestet
class-result-right = { $right } von { $judged } richtig
# $smallest and $largest are names of classes. One of the next two sentences stands behind it.
sizes-differ = Die Klassen sind verschieden groß: { $smallest } hat { $least ->
    [one] { $least } Foto
   *[other] { $least } Fotos
}, { $largest } { $most }.
sizes-balanced = Trotzdem zählt jede Klasse gleich viel.
sizes-unbalanced = Jedes Foto zählt gleich viel, deshalb gewinnt im Zweifel die größere Klasse.

# The second figure, where whole days or folders were held out and it is clearly lower.
occasions-title = Fotos von anderen Anlässen
# Follows a share: 62 % …
occasions-accuracy = richtig bei Fotos von anderen Anlässen
occasions-explanation = Dieser Test lässt ganze Anlässe weg, zusammen { $occasions }, unterschieden nach Datum oder Ordner: { $right } von { $judged } richtig, ohne aus einem Foto desselben Anlasses gelernt zu haben. Fotos eines Anlasses ähneln sich; für Fotos von anderswo ist daher mit diesem Wert zu rechnen. Am meisten helfen Fotos von weiteren Anlässen.

## More figures

figures-more = Weitere Zahlen
figures-recall = Trefferquote (Recall), Mittel der Klassen
figures-recall-meaning = Anteil einer Klasse, der erkannt wird.
figures-precision = Präzision, Mittel der Klassen
figures-precision-meaning = Anteil der Fotos mit einer Antwort, der wirklich dazugehört.
figures-f1 = F1, Mittel der Klassen
figures-f1-meaning = Trefferquote und Präzision in einer Zahl; jede Klasse zählt gleich viel.
# A figure after the temperature, and before.
figures-now-and-before = { $now }, vorher { $before }
figures-loss = Log-Verlust, Nats
figures-loss-meaning = Wie überraschend die richtigen Antworten sind; weniger ist besser.
figures-calibration = Kalibrierungsfehler
figures-calibration-meaning = Wie weit „80 % sicher“ davon entfernt ist, in 80 % der Fälle richtig zu sein.
figures-occasions = Genauigkeit bei anderen Anlässen
figures-occasions-share = { $share } ({ $low } bis { $high })
figures-occasions-meaning = Gemessen ohne jeweils einen ganzen Anlass, zusammen { $occasions }, unterschieden nach Datum oder Ordner. Nicht deutlich unter dem Wert oben.
figures-tuning = Änderung durch Feinabstimmung
figures-tuning-meaning = Wie stark die Feinabstimmung einen Teil des Modells höchstens verändert hat (die Gewichte einer Schicht, gemessen an ihrer Größe). Sie verändert eine Kopie: Was das vortrainierte Modell sieht, kommt immer aus dem Original. Die Kopie allein würde in { $agreement } deiner Fotos dasselbe sehen.
figures-temperature = Temperatur
figures-temperature-meaning = Macht Antworten weniger sicher (über 1) oder sicherer (unter 1); bei wenigen Fotos bleibt sie nahe 1.

## The table of mix-ups

confusion-title = Verwechslungen
confusion-save-csv = Tabelle als CSV speichern
confusion-save-svg = Tabelle als SVG speichern
# How a table is saved: what separates its fields, and how a half is written in it.
csv-choice = { $table } ({ $dialect })
csv-comma = Komma, 0.5
csv-semicolon = Semikolon, 0,5
confusion-not-saved = Die Tabelle konnte nicht gespeichert werden. Versuche es noch einmal.
confusion-order = Reihenfolge
# The choices of an order.
confusion-order-made = wie angelegt
confusion-order-mistakes = die meisten Fehler zuerst
confusion-order-name = nach Namen
confusion-first = Die ersten { $count } Klassen in dieser Reihenfolge; die Datei enthält alle.
confusion-caption = Zeilen: die Klasse der Fotos. Spalten: die Antworten, bei Fotos, aus denen nicht gelernt wurde.
# The corner of the table: what its rows and its columns are.
confusion-rows = Klasse ↓
confusion-columns = Antwort →
confusion-figure-right = { $count ->
    [one] { $count } Foto von { $class } erkannt
   *[other] { $count } Fotos von { $class } erkannt
}
confusion-figure-wrong = { $count ->
    [one] { $count } Foto von { $class } mit { $other } verwechselt
   *[other] { $count } Fotos von { $class } mit { $other } verwechselt
}
# Titles of the dialogue with the photos behind a figure.
confusion-photos-right = { $class }, erkannt
confusion-photos-wrong = { $class }, mit { $other } verwechselt
# In which order photos are shown. Part of photos-in-order: “3 photos, least confident first.”
photos-order-least-sure = die unsichersten zuerst
photos-order-surest-mistakes = die sichersten Fehler zuerst
photos-order-strangest = die ungewöhnlichsten zuerst
# The same table as a picture.
confusion-picture-accuracy = { $count } ungesehene Fotos, { $share } richtig (95-%-Intervall { $low } bis { $high })
confusion-picture-axes = Zeilen: die Klasse der Fotos. Spalten: die Antworten.

## What more photos would bring

learning-title = Was mehr Fotos bringen würden
learning-too-few = Zu wenige Fotos, um vorherzusagen, was mehr bringen würden.
learning-twice-same = Doppelt so viele Fotos würden wenig ändern: weiterhin etwa { $then } richtig bei ungesehenen Fotos, zwischen { $low } und { $high }.
learning-twice = Mit doppelt so vielen Fotos sind bei ungesehenen Fotos etwa { $then } statt { $now } richtig zu erwarten, zwischen { $low } und { $high }.
learning-chart = Richtig bei ungesehenen Fotos, mit wachsender Zahl von Fotos
# The legend of the chart.
learning-measured = gemessen, mit 95-%-Intervall
learning-expected = doppelt so viele Fotos: etwa { $share }, mit Spanne
# The axes of the chart. It is 330 pixels wide.
learning-across = Trainingsfotos je Klasse (jeder Schritt verdoppelt)
learning-up = richtig
# The chart for those who do not see it. $points are some of the next messages in a row.
learning-description = Richtig bei ungesehenen Fotos, nach Zahl der Trainingsfotos: { $points }.
learning-point-one = { $share } bei 1 Foto je Klasse
# $photos may be a fraction: “9.6”.
learning-point = { $share } bei { $photos } Fotos je Klasse
learning-points = { $before }; { $last }

## Whether the confidence of answers matches how often they are right

reliability-title = Wie sicher die Antworten sind und wie oft sie stimmen
reliability-across = wie sicher die Antwort war
reliability-up = Anteil richtiger Antworten
# The legend of the chart.
reliability-exact = so oft richtig wie sicher
reliability-before = vor der Temperaturskalierung, im Mittel { $error } Abweichung
reliability-after = danach, im Mittel { $error } Abweichung; größere Punkte stehen für mehr Fotos
reliability-measured = Antworten zu ungesehenen Fotos, im Mittel { $error } Abweichung; größere Punkte stehen für mehr Fotos
# The chart for those who do not see it. $answers and $before are some of the next messages in a row.
reliability-description = Nach der Sicherheit der Antwort: { $answers }.
reliability-description-both = Nach der Sicherheit der Antwort: { $answers }. Vor der Temperaturskalierung: { $before }.
reliability-bin = { $count ->
    [one] { $count } Foto: im Mittel { $sure } sicher, { $right } richtig
   *[other] { $count } Fotos: im Mittel { $sure } sicher, { $right } richtig
}
reliability-bins = { $before }; { $last }

## None of these

none-of-these = Nichts davon
# The label of a choice; its options are the next message, from never to readily.
unknown-choice = „Nichts davon“ sagen
unknown-share = { $count ->
    [0] nie
    [50] selten (bei 1 von 50 meiner Fotos)
    [20] manchmal (bei 1 von 20 meiner Fotos)
    [10] oft (bei 1 von 10 meiner Fotos)
    [5] sehr oft (bei 1 von 5 meiner Fotos)
   *[other] bei 1 von { $count } meiner Fotos
}
unknown-rejects-none = Jedes Foto bekommt eine deiner Klassen, was es auch zeigt.
unknown-rejects-no-own = { $judged ->
    [one] Bei dieser Einstellung würde dein einziges Foto nicht abgewiesen.
   *[other] Bei dieser Einstellung würde keines deiner { $judged } Fotos abgewiesen.
}
unknown-rejects = Bei dieser Einstellung { $rejected ->
    [one] würde
   *[other] würden
} { $rejected } von deinen { $judged } Fotos abgewiesen.
# A link: it opens the photos that would be turned away.
unknown-look = { $count ->
   *[other] Ansehen
}
unknown-effect = Eine strengere Einstellung erkennt mehr Fotos von anderen Dingen, weist aber auch mehr von deinen eigenen ab.
unknown-photos = Als „Nichts davon“ abgewiesen
# With an answer: the bold first words, and what follows.
unknown-note = Nichts davon.
unknown-note-unlike = Das Foto ähnelt keinem in deinen Klassen.
# $name is one of the 1000 English names that the pretrained model knows.
unknown-note-guess = Das Foto ähnelt keinem in deinen Klassen. Das vortrainierte Modell sieht: { $name } ({ $share }).

## Whether the pretrained model is unchanged

integrity-title = Ist das vortrainierte Modell unverändert?
integrity-about = Das vortrainierte Modell kennt 1.000 Dinge. Dein Training kann es nicht verändern. Prüfe es nach: Handlens lädt eine zweite Kopie aus der veröffentlichten Datei und vergleicht die Antworten beider auf deine Fotos.
# Buttons.
integrity-compare = Mit meinen Fotos vergleichen
integrity-compare-again = Noch einmal vergleichen
integrity-comparing = Wird verglichen
integrity-unfinished = Der Vergleich konnte nicht zu Ende geführt werden.
integrity-same = Nichts hat sich verändert: Das Modell ist das veröffentlichte, und seine Antworten sind identisch.
integrity-different = Das verwendete Modell ist nicht das veröffentlichte.
integrity-first = Dieselbe erste Antwort (von 1.000)
integrity-five = Dieselben ersten fünf Antworten in derselben Reihenfolge
integrity-of-photos = { $same } von { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
}
integrity-difference = Größter Unterschied in der Wahrscheinlichkeit
# The two files, and whether they are as they should be. Their hashes follow.
integrity-file = Gewichtsdatei (SHA-256)
integrity-file-same = die veröffentlichte
integrity-file-other = nicht die veröffentlichte
integrity-weights = Verwendete Gewichte (SHA-256)
integrity-weights-same = wie in der Datei
integrity-weights-other = anders als in der Datei
integrity-sample = { $chosen } von deinen { $count } Fotos, gleichmäßig ausgewählt.
integrity-photos = Was das vortrainierte Modell in jedem Foto sieht
# Heads of a table.
integrity-photo = Foto
integrity-before = Veröffentlicht
integrity-now = Jetzt

## Why a photo gets its answer

why-button = Warum?
why-interrupted = Der Worker wurde beendet, bevor er die Antwort erklären konnte. Frag noch einmal.
# Stands before the choice of an answer; behind it, where there is another answer to compare with, the next message and that answer: “Evidence for [cat] rather than dog”.
why-what-speaks-for = Was spricht für
why-rather-than = statt für
# The legend of the two colours.
why-legend-for = für { $name }
why-legend-against = dagegen
why-show = Bereiche zeigen
why-hide = Bereiche ausblenden
why-about = Nicht eingefärbte Stellen machen wenig aus. Die Bereiche sind grob: Jeder ist etwa ein Siebtel so breit wie das Foto.
# The photo for those who do not see it: its name, and one of the next four sentences.
why-picture = { $photo }. { $sentence }
# $place and $against are one of the messages why-place-…
why-nothing = Kein Bereich spricht mehr für { $name } als ein anderer.
why-for = Für { $name } spricht: { $place }.
why-against = Gegen { $name } spricht: { $place }.
why-for-and-against = Für { $name } spricht: { $place }. Dagegen spricht: { $against }.
why-place-upper-left = vor allem oben links
why-place-top = vor allem oben
why-place-upper-right = vor allem oben rechts
why-place-left = vor allem links
why-place-middle = vor allem in der Mitte
why-place-right = vor allem rechts
why-place-lower-left = vor allem unten links
why-place-bottom = vor allem unten
why-place-lower-right = vor allem unten rechts
why-place-several = mehrere Stellen

## The answer for a photo

answer-waiting = Wird analysiert …
answer-took = Antwort in { $time }
answer-outdated = Diese Antwort stammt aus einem früheren Training.
# The photo is one of the photos of the project.
answer-present = Dieses Foto ist in deinem Projekt, in „{ $class }“. Handlens lernt daraus; deshalb sagt die Antwort wenig über neue Fotos.
# The same where the photo has been removed from the project since.
answer-learned = Das Modell hat aus diesem Foto gelernt; deshalb sagt die Antwort wenig über neue Fotos.
answer-ask-again = Noch einmal fragen
answer-interrupted = Der Worker wurde beendet, bevor er antworten konnte. Frag noch einmal.
answer-none = Keine Antwort
# What stands below each is a list of names.
answer-own = Deine Klassen
answer-pretrained = Vortrainiertes Modell sieht
answer-more-classes = { $count ->
    [one] { $count } weitere Klasse
   *[other] { $count } weitere Klassen
}
answer-nearest = Deine ähnlichsten Fotos

## Trying photos

try-title = Ausprobieren
try-clear = Leeren
try-drop = Ziehe neue Fotos hierher
try-drop-more = Ein paar, oder viele als Ordner oder ZIP
# Buttons.
try-choose = Auswählen
try-folder = Ordner
try-paste = Einfügen
try-paste-title = Ein Foto aus der Zwischenablage einfügen
try-webcam-title = Der Webcam etwas zeigen
try-hint = Solange nicht zwei Klassen Fotos haben, antwortet nur das vortrainierte Modell. Es kennt 1.000 Dinge, aber deine nicht.

## Training

training-title = Wie gut es funktioniert
training-needs-classes = Füge mindestens zwei Klassen Fotos hinzu.
training-soon = Das Training beginnt, sobald die Fotos hinzugefügt sind.
training-held = Das letzte Training wurde nicht fertig; vielleicht reicht der Arbeitsspeicher nicht. Drücke „Trainieren“, um es neu zu starten. Mit weniger Folds braucht es weniger Speicher.
tuning-title = Feinabstimmung
tuning-running = Das Modell wird an deine Fotos angepasst (Feinabstimmung): { $share }. Bis dahin antwortet das schnelle Modell, und die Ergebnisse sind seine.
tuning-stop = Feinabstimmung beenden
tuning-off = Die Feinabstimmung ist aus, wie du es gewählt hast: Es antwortet das schnelle Modell.
tuning-on = Feinabstimmung einschalten
tuning-kept = Feinabgestimmt: { $before } → { $after } richtig bei ungesehenen Fotos. Übernommen.
tuning-kept-as-set = Feinabgestimmt: { $before } → { $after } richtig bei ungesehenen Fotos. Übernommen, wie du es gewählt hast.
tuning-kept-on-the-whole = Feinabgestimmt: { $before } → { $after } richtig bei ungesehenen Fotos. Kein Gewinn bei diesen Fotos, aber übernommen: Ab zehn Fotos je Klasse hilft es im Ganzen.
tuning-not-kept = Die Feinabstimmung hat hier nicht geholfen ({ $before } → { $after } richtig bei ungesehenen Fotos). Es antwortet das schnelle Modell.
# Follows the sentences tuning-kept and tuning-not-kept.
tuning-pessimistic = Gemessen mit einem Modell, das nur an der Hälfte der Fotos feinabgestimmt wurde.
training-running = { $count ->
    [one] Training mit { $count } Foto …
   *[other] Training mit { $count } Fotos …
}
# $time is a duration. An epoch is a pass over all photos.
training-done = Trainiert mit { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
} in { $time }, { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}
training-done-limit = Trainiert mit { $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
} in { $time }, { $epochs ->
    [one] { $epochs } Epoche
   *[other] { $epochs } Epochen
}, der Höchstzahl; mehr würden noch helfen
training-curve-accuracy = Richtig bei ungesehenen Fotos
training-curve-loss = Trainingsverlust, Nats
# The horizontal axis of the two curves.
curve-epochs = Epoche
# The curve for those who do not see it.
curve-description = Von { $from } in Epoche { $first } auf { $to } in Epoche { $last }.
curve-none = Noch kein Training.

## The settings of training

hyperparameters-title = Erweitert
# Behind “Advanced”: a setting is other than it was at first.
hyperparameters-changed = · geändert
hyperparameters-about = Nach jeder Änderung startet das Training von selbst neu. Dieselben Fotos und Einstellungen ergeben denselben Klassifikator.
hyperparameters-train = Trainieren
hyperparameters-reset-all = Alle zurücksetzen
hyperparameter-reset = Zurücksetzen: { $setting }
# $help is one of the messages hyperparameter-…-help.
hyperparameter-range = { $help } { $min } bis { $max }, Standard { $default }.
hyperparameter-on-by-default = { $help } Standardmäßig an.
hyperparameter-off-by-default = { $help } Standardmäßig aus.
# What each setting is called, what stands behind its number, and what it does.
hyperparameter-learning-rate = Lernrate
hyperparameter-learning-rate-unit = × stabiler Schritt
hyperparameter-learning-rate-help = Schrittweite im Verhältnis zur größten, die beweisbar konvergiert.
hyperparameter-weight-decay = L2-Regularisierung
hyperparameter-weight-decay-unit = λ in ½·λ·‖W‖²
hyperparameter-weight-decay-help = Wie stark große Gewichte bestraft werden. Höhere Werte machen die Antworten vorsichtiger.
hyperparameter-epochs = Höchstzahl der Epochen
hyperparameter-epochs-unit = Durchgänge
hyperparameter-epochs-help = Das Training endet früher, sobald es konvergiert ist.
hyperparameter-folds = Validierungs-Folds
hyperparameter-folds-unit = Folds, 0 = aus
hyperparameter-folds-help = Jedes Foto wird von einem Klassifikator getestet, der ohne den Fold dieses Fotos trainiert wurde.
hyperparameter-seed = Startwert
hyperparameter-seed-help = Dieselben Fotos und derselbe Startwert ergeben denselben Klassifikator.
hyperparameter-layers = Was lernt
hyperparameter-layers-help = Das schnelle Modell lernt in wenigen Augenblicken, wie das, was das vortrainierte Modell sieht, zu deinen Klassen gehört (in der Fachsprache der Klassifikationskopf). Die Feinabstimmung passt außerdem eine Kopie der letzten Schichten des vortrainierten Modells an deine Fotos an. Das dauert länger und hilft am meisten bei Klassen, die sich ähneln.
hyperparameter-layers-auto = Das schnelle Modell, und Feinabstimmung, wo sie hilft
hyperparameter-layers-head = Nur das schnelle Modell
hyperparameter-layers-last = Das schnelle Modell, und immer Feinabstimmung
hyperparameter-balance = Klassen ausgleichen
hyperparameter-balance-help = Eine Klasse mit wenigen Fotos zählt so viel wie eine mit vielen. Ausgeschaltet zählt jedes Foto gleich viel, und im Zweifel gewinnt die größere Klasse.

## Charts

# A share at a tick of an axis, in narrow space.
chart-share = { $number } %
# A number with nothing around it. It may be like “1.2e-7”.
number-alone = { $number }
# A chart for those who do not see it.
chart-in-words = { $title }. { $description }

## What a screen reader announces

spoken-result = { $accuracy } richtig bei ungesehenen Fotos, Intervall { $low } bis { $high }.
# $photo is the name of a file, $answer the best answer with its share.
spoken-answer = { $photo }: { $answer }
# $answer is spoken-answer. $remarks is answer-present or answer-learned, and what note-of-file says; one or more.
spoken-answer-remarks = { $answer }. { $remarks }

## Photos to check: the panel

issues-title = Fotos zum Prüfen
issues-mislabelled = Wahrscheinlich in der falschen Klasse
issues-mislabelled-meaning = Ein Klassifikator, der nicht aus dem Foto gelernt hat, ist sich einer anderen Klasse viel sicherer.
issues-duplicates = Fast gleiche Fotos
issues-duplicates-meaning = Aus Kopien lernt Handlens nichts Neues; aus demselben Foto in zwei Klassen lernt es etwas Falsches.
issues-outlier = Anders als der Rest ihrer Klasse
issues-outlier-meaning = Vielleicht zeigen sie etwas anderes, oder die Klasse braucht mehr solche Fotos.
issues-blurred = Unscharf
issues-blurred-meaning = Nichts auf dem Foto ist scharf.
issues-dark = Zu dunkel
issues-dark-meaning = Nichts auf dem Foto ist hell.
issues-tiny = Sehr klein
issues-tiny-meaning = Das Foto hat höchstens ein Viertel der Pixel, die das Modell nutzt.
issues-looking = { $count ->
    [one] Noch { $count } Foto wird geprüft …
   *[other] Noch { $count } Fotos werden geprüft …
}
issues-not-yet = Noch nicht alle Fotos sind geprüft.
issues-nothing = Keine Probleme gefunden: Kein Foto scheint in der falschen Klasse, doppelt, unscharf, dunkel oder sehr klein zu sein.
# Before a training that could find photos in the wrong class.
issues-nothing-but-classes = Bisher keine Probleme gefunden: Kein Foto scheint doppelt, unscharf, dunkel oder sehr klein zu sein. Ob Fotos in der falschen Klasse sind, ist noch nicht geprüft.
issues-kept = { $count ->
    [one] { $count } Foto bleibt, wie es ist.
   *[other] { $count } Fotos bleiben, wie sie sind.
}
# A link behind that sentence.
issues-show-again = Wieder anzeigen

## Photos to check: the photos with one kind of problem

issues-none-left = Keine mehr übrig.
# Groups of photos that are nearly the same; $meaning is a sentence of the panel.
issues-groups = { $count ->
    [one] { $count } Gruppe. { $meaning }
   *[other] { $count } Gruppen. { $meaning }
}
# Always many: more than $shown, which is 24.
issues-groups-first = Die ersten { $shown } von { $count } Gruppen. { $meaning }
issues-photos = { $count ->
    [one] { $count } Foto. { $meaning }
   *[other] { $count } Fotos. { $meaning }
}
issues-photos-first = Die ersten { $shown } von { $count } Fotos. { $meaning }
# $change is a change as the history names it, such as "Delete 3 photos".
issues-done = Erledigt: { $change }.
issues-done-kept = { $count ->
    [one] { $count } Foto bleibt, wie es ist.
   *[other] { $count } Fotos bleiben, wie sie sind.
}
issues-taken-back = Rückgängig gemacht.
finding-class = In „{ $class }“
# A photo of $class that looks like one of the class $other; $share is how sure that is, such as "71 %".
finding-looks-like = In „{ $class }“, sieht aus wie „{ $other }“ ({ $share })
finding-move-to = Nach „{ $class }“ verschieben
# What a button is called for those who do not see it; $photo is a file's name.
finding-delete-named = Löschen: { $photo }
finding-keep-named = So lassen: { $photo }
finding-keep = So lassen
# A class in the sentences below, of which there may be several with list-and between.
finding-class-name = „{ $class }“
# Photos that are nearly the same: at least two.
finding-copies = { $count }-mal in { $class }
finding-across = In { $classes }: dasselbe Foto in mehreren Klassen. Es kann nur zu einer davon gehören.
finding-keep-only = Nur in „{ $class }“ behalten
# Photos of a group that are not shown.
finding-hidden = und { $count } weitere
finding-delete-copies = { $count ->
    [one] Kopie löschen
   *[other] { $count } Kopien löschen
}
finding-keep-group = Alle behalten
findings-delete-copies = { $count ->
    [one] { $count } Kopie in einer Klasse löschen
   *[other] { $count } Kopien in einer Klasse löschen
}
# At least two photos.
findings-delete = Alle { $count } löschen
findings-keep = Alle so lassen

## Many photos tried at once: the table

batch-open = { $count ->
    [one] Tabelle mit { $count } Foto anzeigen
   *[other] Tabelle mit { $count } Fotos anzeigen
}
batch-title = Ausprobierte Fotos
batch-close = Tabelle schließen und behalten
batch-looking-label = Fotos werden analysiert
batch-clear = Leeren
batch-clear-hint = Diese Fotos und ihre Antworten entfernen
# Before the first photo is found.
batch-looking = Wird analysiert …
# How far it is. The parts below follow it, with " · " between.
batch-done = { $count ->
    [one] { $done } von { $count } Foto
   *[other] { $done } von { $count } Fotos
}
batch-pace = { $photos } Fotos/s
batch-refused = { $count ->
    [one] { $count } Datei konnte nicht verwendet werden
   *[other] { $count } Dateien konnten nicht verwendet werden
}
batch-outdated = { $count } aus einem früheren Training
# For those who do not see the table.
batch-told-looking = { $count ->
    [one] { $count } Foto wird analysiert.
   *[other] { $count } Fotos werden analysiert.
}
# $quarters is 1, 2 or 3.
batch-told-quarters = { $quarters ->
    [1] Ein Viertel von { $count } Fotos erledigt.
    [2] Die Hälfte von { $count } Fotos erledigt.
   *[3] Drei Viertel von { $count } Fotos erledigt.
}
batch-told-answered = { $count ->
    [one] Antwort zu { $count } Foto.
   *[other] Antworten zu { $count } Fotos.
}
batch-told-outdated = { $count ->
    [one] Die Antwort zu { $count } Foto stammt aus einem früheren Training; sie wird aktualisiert.
   *[other] Die Antworten zu { $count } Fotos stammen aus einem früheren Training; sie werden aktualisiert.
}
batch-lost = Der Worker wurde beendet und hat diese Fotos verloren. Sie müssen noch einmal analysiert werden.
batch-again = Noch einmal analysieren
# Before the choice of rows to show.
batch-filter = Anzeigen
# A choice, or a class, with how many rows it shows.
batch-filter-choice = { $name } ({ $count })
batch-filter-all = Alle
batch-filter-open = Nicht im Projekt
# Photos that are in the project.
batch-filter-present = Im Projekt
# Photos whose file could not be read just as it is: a preview was used, a part is missing and the like.
batch-filter-noted = Mit Hinweis
batch-filter-refused = Nicht verwendbar
# The answer that a photo is of none of the classes; also the folder of such photos in a zip.
batch-none-of-these = Nichts davon
# Below that answer.
batch-most-like = am ehesten { $class }
batch-waiting = Wartet …
# One photo was added to the project.
batch-added = Hinzugefügt
# It was added to another class than its answer.
batch-added-otherwise = Hinzugefügt; Antwort: { $class }
# The photo was in the project before; the class is its class there.
batch-present = Schon im Projekt
# Its class in the project is not its answer.
batch-present-otherwise = Schon im Projekt; Antwort: { $class }
# Behind one of these: the model that answered has learned from this very photo, so its answer is no test.
batch-learned = das Modell hat daraus gelernt
# What the pretrained model sees, with how sure it is of that.
batch-seen = { $name } ({ $share })
batch-column-photo = Foto
batch-column-name = Name
batch-column-class = Klasse
# How sure the answer is, in percent.
batch-column-sure = Sicherheit
batch-column-seen = Vortrainiertes Modell sieht
batch-sort-by-name = Nach Namen sortieren
batch-sort-by-class = Nach Klasse sortieren
batch-sort-by-sure = Nach Sicherheit sortieren
batch-empty = Hier gibt es keine Fotos zu zeigen.
batch-select-shown = Alle angezeigten auswählen
batch-select-none = Auswahl aufheben

## Many photos tried at once: what can be done with them

batch-none-selected = Wähle Fotos aus, um sie deinen Klassen hinzuzufügen.
batch-no-class = Es gibt noch keine Klasse.
batch-accept = Zu ihrer Klasse
batch-accept-hint = Jedes Foto der Klasse hinzufügen, die als Antwort kam
batch-correct = Ändern in …
batch-correct-label = Ändern in … einer Klasse nach Wahl, und die Fotos dort hinzufügen
# The name in quotation marks is that of batch-correct.
batch-left-out = { $count ->
    [one] { $count } Foto hat keine Klasse als Antwort. Wähle mit „Ändern in …“ eine aus.
   *[other] { $count } Fotos haben keine Klasse als Antwort. Wähle mit „Ändern in …“ eine aus.
}
batch-export = Exportieren
batch-export-label = Die ausgewählten Fotos oder alle angezeigten exportieren
batch-export-table = { $count ->
    [one] Tabelle als CSV: { $count } Zeile
   *[other] Tabelle als CSV: { $count } Zeilen
}
batch-export-photos = { $count ->
    [one] ZIP mit einem Ordner je Klasse: { $count } Foto
   *[other] ZIP mit einem Ordner je Klasse: { $count } Fotos
}
batch-table-not-saved = Die Tabelle konnte nicht gespeichert werden. Versuche es noch einmal.
batch-nothing-to-sort = Keines dieser Fotos hat eine Antwort, nach der es sich einsortieren ließe.
# More files were dropped than are tried at once.
batch-left-out-files = { $count ->
    [one] Nur die ersten { $taken } Dateien wurden verwendet; { $count } weitere wurde ausgelassen. Probiere sie danach aus.
   *[other] Nur die ersten { $taken } Dateien wurden verwendet; { $count } weitere wurden ausgelassen. Probiere sie danach aus.
}
batch-no-file = Was du hierhergezogen hast, enthält keine Datei.
try-left-out = { $count ->
    [one] { $count } Datei wurde ausgelassen.
   *[other] { $count } Dateien wurden ausgelassen.
}

## The classes

classes-title = Klassen
classes-total = { $classes ->
        [one] { $classes } Klasse
       *[other] { $classes } Klassen
    }, { $photos ->
        [one] { $photos } Foto
       *[other] { $photos } Fotos
    }
classes-drop-first = Oder ziehe Fotos und Ordner hierher
classes-drop-more = Neue Klasse: Fotos oder Ordner hierherziehen
classes-drop-hint = Ein Ordner wird zu einer Klasse mit seinem Namen; jeder Unterordner wird zu einer eigenen Klasse.
classes-choose-folder = Ordner wählen
classes-choose-photos = Fotos wählen
classes-new-first = Benenne deine erste Klasse
classes-new = Neue Klasse
classes-new-example = zum Beispiel Eiche
classes-add = Klasse hinzufügen
# The name of a class that the person has not named; $number is a number.
class-default-name = Klasse { $number }

## The card of a class

class-card-label = Klasse { $class }
class-card-empty = Ziehe Fotos hierher
class-card-add-photos = Fotos hinzufügen
class-card-add-folder = Ordner hinzufügen
class-card-paste = Einfügen
class-card-paste-hint = Foto aus der Zwischenablage einfügen
class-card-webcam = Webcam
class-card-webcam-hint = Fotos mit der Webcam aufnehmen
# The name of a photo that was taken with the webcam; $number is a number.
class-card-webcam-photo = Webcam { $number }
class-card-shutter = Für Fotos gedrückt halten
class-card-menu = Aktionen für { $class }
# A menu's entry that leads on to a choice of classes.
class-card-merge-more = Zusammenführen mit …
# The title of that choice.
class-card-merge = Zusammenführen mit
class-card-delete = Mit ihren Fotos löschen
class-card-deleted = Klasse „{ $class }“ gelöscht.
class-name-hint = Zum Umbenennen klicken oder F2 drücken
class-name-label = Name der Klasse

## Photos, and what can be done with selected ones

photos-grid-label = Fotos
photos-move = Verschieben nach
photos-move-label = In eine andere Klasse verschieben
selection-label = Ausgewählte Fotos
# Photos.
selection-count = { $count } ausgewählt
# The same for those who do not see it.
selection-told = { $count ->
    [one] { $count } Foto ausgewählt
   *[other] { $count } Fotos ausgewählt
}
selection-open = Öffnen
# Selects nothing any more.
selection-clear = Auswahl aufheben
# $order says in which order, such as "the strangest first"; it has no full stop.
photos-in-order = { $count ->
    [one] { $count } Foto, { $order }.
   *[other] { $count } Fotos, { $order }.
}
# Always many: more than $shown, which is 200.
photos-in-order-some = { $count } Fotos, { $order }; gezeigt werden { $shown }.
photos-select-all = Zum Verschieben oder Löschen auswählen

## One photo, shown large

viewer-previous = Vorheriges Foto
# With the key that does the same.
viewer-previous-hint = Vorheriges Foto (←)
viewer-next = Nächstes Foto
viewer-next-hint = Nächstes Foto (→)
# $date is a date with its time.
viewer-taken = Aufgenommen: { $date }
viewer-file-dated = Dateidatum: { $date }
# In degrees.
viewer-place = Ort: { $latitude }, { $longitude } (bleibt auf diesem Gerät)

## Numbers with their units

size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB
size-terabytes = { $number } TB
duration-milliseconds = { $number } ms
duration-seconds = { $number } s
duration-minutes = { $number } min
# A time that is still to be waited.
time-left-seconds = noch { $count } s
time-left-minutes = noch { $count } min
time-left-hours = noch { $number } h
# How long ago something was changed.
ago-just-now = gerade eben
ago-minutes = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
}
ago-hours = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}
ago-yesterday = gestern
ago-days = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
}
ago-weeks = { $count ->
    [one] vor { $count } Woche
   *[other] vor { $count } Wochen
}
ago-months = { $count ->
    [one] vor { $count } Monat
   *[other] vor { $count } Monaten
}
ago-years = { $count ->
    [one] vor { $count } Jahr
   *[other] vor { $count } Jahren
}

## Sentences in a row

# Two whole sentences, one after the other.
sentences = { $first } { $then }
# The name of a file, and a sentence that goes on from it: “a.txt is not an image.”
notice-of-photo = { $photo } { $message }
# The same where the name stands elsewhere: “This file is not an image.”
note-of-file = Diese Datei { $message }
# The same of several files: “Each of these 3 files is not an image.” Their names follow.
notice-of-files = Jede dieser { $count } Dateien { $message }

## The page as a whole

# What the browser shows as the title of the tab.
page-title = Handlens: deine eigenen Fotos unterscheiden
page-title-projects = Projekte – Handlens
page-opening = Wird geöffnet …
page-opening-project = „{ $name }“ wird geöffnet …
page-stopped = Die Seite wurde wegen eines Fehlers angehalten. Lade sie neu; was gespeichert ist, bleibt erhalten. ({ $detail })
# In the place of the name of a class.
class-gone = eine Klasse, die es nicht mehr gibt
# About a photo that was held out of a training, and that the model then took for another class.
photo-mistake = Ungesehen mit „{ $name }“ verwechselt ({ $share })
close-by-escape = Schließen (Esc)

## The header

header-privacy = Deine Fotos bleiben auf diesem Gerät
header-privacy-title = So prüfst du, dass nichts dieses Gerät verlässt
# A project that is held in memory alone.
header-in-memory = Geht beim Schließen des Tabs verloren
header-storage = Speicher
# The group of the buttons Undo and Redo.
header-history = Verlauf
# $change is what would be undone: “Delete 3 photos”.
undo-change = Rückgängig: { $change }
redo-change = Wiederholen: { $change }
undo-nothing = Nichts rückgängig zu machen
redo-nothing = Nichts zu wiederholen
# In the place of “GPU” or “CPU”, until it is known which of them does the work.
header-device-starting = Startet …
# $device is “CPU”, or “GPU” with its name.
header-device-question = { $device }. Womit wird gerechnet?
# $reason is a sentence, or nothing.
header-device-gpu = Deine GPU rechnet, über WebGPU: { $name }. Nirgendwo sonst wird gerechnet. { $reason }
header-device-unknown = Handlens lädt noch, was es braucht.

## What is loaded at the start

loading-label = Laden
loading-begin = Wird geladen …
# $amount is “3.1 of 12.4 MB”.
loading-program = Programm wird geladen · { $amount }
loading-start = Programm wird gestartet …
loading-model = Modell wird geladen · { $amount }
loading-ready = Gleich bereit …
loading-megabytes-of = { $loaded } von { $total } MB
loading-megabytes = { $loaded } MB

## The first steps, on an empty page

first-steps = Bring Handlens bei, deine Fotos zu unterscheiden
first-steps-classes = Lege für jede Art eine Klasse an
first-steps-classes-more = Zum Beispiel eine für Eichen und eine für Buchen. Zwei reichen für den Anfang.
first-steps-drop = Ziehe Fotos hinein
first-steps-drop-more = Zehn von jeder Art sind ein guter Anfang. Handlens lernt, während du sie hinzufügst.
first-steps-try = Probiere ein neues Foto aus
first-steps-try-more = Handlens antwortet nach wenigen Sekunden und sagt, wie sicher es ist.

## The bar at the bottom of a narrow screen

tabs = Bereiche der Seite
tab-classes = Klassen
tab-try = Ausprobieren
tab-results = Ergebnisse

## Alerts and toasts

# A button: open the project that is named beside it.
toast-open = Öffnen
toast-project-deleted = „{ $name }“ wurde gelöscht.
# Opens a list of what there is to say about single photos.
notice-reasons = { $count ->
    [one] { $count } Grund
   *[other] { $count } Gründe
}
notice-notes = { $count ->
    [one] { $count } Hinweis
   *[other] { $count } Hinweise
}
# The end of that list, where it is too long.
notices-unlisted = und { $count } weitere

## Photos that are added

# For those who do not see the bar.
import-line-label = Fotos werden hinzugefügt
import-line-adding = Fotos werden hinzugefügt: { $done } von { $total }
import-line-speed = { $number } Fotos/s
import-line-opening-archive = { $name } wird gelesen …
import-line-cancelling = { $count ->
    [one] Import von { $count } Foto wird abgebrochen …
   *[other] Import von { $count } Fotos wird abgebrochen …
}
import-line-cancelling-archive = Import von { $name } wird abgebrochen …
import-line-more = und { $count } weitere
import-cancel-all = Alle abbrechen
# The end of an import. The three sentences stand in a row.
import-end-added = { $count ->
    [0] Keine Fotos hinzugefügt.
    [one] { $count } Foto hinzugefügt.
   *[other] { $count } Fotos hinzugefügt.
}
# The photos of one archive or of several, by their names; and with loose photos beside them.
import-end-added-from = { $count ->
    [0] Aus { $names } wurden keine Fotos hinzugefügt.
    [one] { $count } Foto aus { $names } hinzugefügt.
   *[other] { $count } Fotos aus { $names } hinzugefügt.
}
import-end-added-with = { $count ->
    [0] Keine Fotos hinzugefügt, auch keine aus { $names }.
    [one] { $count } Foto hinzugefügt, { $names } eingeschlossen.
   *[other] { $count } Fotos hinzugefügt, die aus { $names } eingeschlossen.
}
import-end-duplicates = { $count ->
    [one] { $count } war schon da.
   *[other] { $count } waren schon da.
}
import-end-refused = { $count ->
    [one] { $count } Datei konnte nicht verwendet werden.
   *[other] { $count } Dateien konnten nicht verwendet werden.
}
import-end-archives-refused = { $count ->
    [one] { $count } Archiv konnte nicht verwendet werden.
   *[other] { $count } Archive konnten nicht verwendet werden.
}
import-unlabelled = { $count ->
    [one] { $count } Foto ohne Label wurde ausgelassen.
   *[other] { $count } Fotos ohne Label wurden ausgelassen.
}
unlabelled-folders = { $count ->
    [one] Ordner: { $names }
   *[other] Ordner: { $names }
}
import-end-cancelled = { $count ->
    [0] Abgebrochen. Nichts wurde hinzugefügt.
    [one] Abgebrochen. { $count } Foto wurde wieder entfernt.
   *[other] Abgebrochen. { $count } Fotos wurden wieder entfernt.
}
import-end-others-cancelled = { $count ->
    [0] Die anderen wurden abgebrochen.
    [one] Die anderen wurden abgebrochen; { $count } Foto daraus wurde wieder entfernt.
   *[other] Die anderen wurden abgebrochen; { $count } Fotos daraus wurden wieder entfernt.
}
import-end-interrupted = { $count ->
    [0] Der Import wurde unterbrochen, bevor ein Foto angekommen war. Füge die Fotos noch einmal hinzu.
    [one] Der Import wurde nach { $count } Foto unterbrochen. Füge die übrigen noch einmal hinzu.
   *[other] Der Import wurde nach { $count } Fotos unterbrochen. Füge die übrigen noch einmal hinzu.
}
import-end-others-interrupted = { $count ->
    [0] Die anderen wurden unterbrochen, bevor ein Foto angekommen war. Füge sie noch einmal hinzu.
    [one] Die anderen wurden nach { $count } Foto unterbrochen. Füge die übrigen noch einmal hinzu.
   *[other] Die anderen wurden nach { $count } Fotos unterbrochen. Füge die übrigen noch einmal hinzu.
}
import-interrupted = { $count ->
    [0] Der letzte Import wurde unterbrochen, bevor ein Foto angekommen war. Füge die Fotos noch einmal hinzu.
    [one] Der letzte Import wurde nach { $count } Foto unterbrochen. Füge die übrigen noch einmal hinzu.
   *[other] Der letzte Import wurde nach { $count } Fotos unterbrochen. Füge die übrigen noch einmal hinzu.
}
import-interrupted-of = { $count ->
    [0] Der letzte Import wurde unterbrochen: Keine von { $total } Dateien ist angekommen. Füge sie noch einmal hinzu.
   *[other] Der letzte Import wurde unterbrochen: { $count } von { $total } Dateien sind angekommen. Füge die übrigen noch einmal hinzu.
}
intake-new-class = Diese Fotos kommen in die neue Klasse „{ $name }“. Klicke auf den Namen, um ihn zu ändern.
intake-left-out = { $left_out ->
    [one] Nur die ersten { $taken } Dateien wurden verwendet; { $left_out } weitere wurde ausgelassen. Füge sie gesondert hinzu.
   *[other] Nur die ersten { $taken } Dateien wurden verwendet; { $left_out } weitere wurden ausgelassen. Füge sie gesondert hinzu.
}
intake-nameless = { $count ->
    [one] Ein Element ließ sich nicht öffnen: Der Browser stellte keine Datei dafür bereit. Speichere es zuerst als Datei und füge diese hinzu.
   *[other] { $count } Elemente ließen sich nicht öffnen: Der Browser stellte keine Dateien dafür bereit. Speichere sie zuerst als Dateien und füge diese hinzu.
}
intake-folders-unreadable = { $count ->
    [one] Der Ordner { $names } konnte nicht vollständig gelesen werden. Kopiere ihn an einen anderen Ort und füge die Kopie hinzu.
   *[other] { $count } Ordner konnten nicht vollständig gelesen werden: { $names }. Kopiere sie an einen anderen Ort und füge die Kopien hinzu.
}
intake-folders-empty = { $count ->
    [one] Der Ordner { $names } ist leer.
   *[other] { $count } Ordner sind leer: { $names }.
}
left-out-label-file = enthält Labels, die nicht gelesen werden: Die Ordner benennen die Klassen.
left-out-metadata = enthält Datum, Ort oder Titel eines Fotos. Das wird hier nicht gebraucht.
left-out-mask = ist eine Maske und kein Foto und wurde ausgelassen.
intake-folders-into-class = Die Fotos aus { $count } Ordnern kommen in „{ $name }“. Soll jeder Ordner eine Klasse werden, mache das rückgängig und ziehe sie auf „Neue Klasse“.
intake-names-shortened = { $count ->
    [one] { $count } Klassenname hat mehr als { $limit } Zeichen. Seine Mitte wird weggelassen.
   *[other] { $count } Klassennamen haben mehr als { $limit } Zeichen. Ihre Mitte wird weggelassen.
}
intake-nothing = Was du hinzugefügt hast, enthält keine Fotos.
intake-only-system = { $count ->
    [one] { $names } gehört dem System oder einem Programm, wie die Vorschaubilder, die ein Netzwerkspeicher anlegt. Eigene Fotos von dir sind nicht darin.
   *[other] { $names } gehören dem System oder einem Programm, wie die Vorschaubilder, die ein Netzwerkspeicher anlegt. Eigene Fotos von dir sind nicht darin.
}

## What is found in folders and archives, before it is added

preview-label = Vor dem Hinzufügen prüfen
preview-title = Was hinzugefügt wird
preview-title-archive = Was aus { $name } hinzugefügt wird
preview-number = Frage { $number } von { $count }
preview-levels = Welche Ordner sind die Klassen?
preview-level = { $count ->
    [one] { $names } ({ $count } Klasse)
   *[other] { $names } ({ $count } Klassen)
}
preview-classes = Klassen und ihre Fotos
preview-more = { $count ->
    [one] und { $count } weitere Klasse
   *[other] und { $count } weitere Klassen
}
preview-no-classes = { $count ->
    [one] Kein Ordner benennt hier eine Klasse. Deshalb kommt das Foto in eine einzige Klasse, „{ $name }“. Wenn du mehrere Klassen möchtest, brich ab, lege für jede Klasse einen Ordner mit ihren Fotos an und füge diese Ordner hinzu.
   *[other] Kein Ordner benennt hier eine Klasse. Deshalb kommen alle { $count } Fotos in eine einzige Klasse, „{ $name }“. Wenn du mehrere Klassen möchtest, brich ab, lege für jede Klasse einen Ordner mit ihren Fotos an und füge diese Ordner hinzu.
}
preview-unlabelled = { $count ->
    [one] Auch { $count } Foto ohne Label hinzufügen, zu „{ $name }“
   *[other] Auch { $count } Fotos ohne Label hinzufügen, zu „{ $name }“
}
preview-loose = { $count ->
    [one] Auch { $count } Foto hinzufügen, das in keinem Ordner liegt, zu „{ $name }“
   *[other] Auch { $count } Fotos hinzufügen, die in keinem Ordner liegen, zu „{ $name }“
}
preview-left-out = Ausgelassen
preview-system = { $count ->
    [one] { $count } Systemdatei oder -ordner
   *[other] { $count } Systemdateien oder -ordner
}
preview-label-files = { $count ->
    [one] { $count } Label-Datei, die nicht gelesen wird: Die Ordner benennen die Klassen
   *[other] { $count } Label-Dateien, die nicht gelesen werden: Die Ordner benennen die Klassen
}
preview-metadata = { $count ->
    [one] { $count } Datei mit Datum, Ort oder Titel eines Fotos: wird hier nicht gebraucht
   *[other] { $count } Dateien mit Datum, Ort oder Titel von Fotos: werden hier nicht gebraucht
}
preview-masks = { $count ->
    [one] { $count } Maske
   *[other] { $count } Masken
}
preview-archives = { $count ->
    [one] { $count } Archiv im Archiv: Entpacke es und füge seinen Inhalt hinzu
   *[other] { $count } Archive im Archiv: Entpacke sie und füge ihren Inhalt hinzu
}
preview-no-photos = { $count ->
    [one] { $count } Datei, die kein Foto ist: Nach dem Hinzufügen steht da, welche
   *[other] { $count } Dateien, die keine Fotos sind: Nach dem Hinzufügen steht da, welche
}
preview-empty = { $count ->
    [one] { $count } leere Datei
   *[other] { $count } leere Dateien
}
preview-over = { $count ->
    [one] { $count } Klasse mit { $photos } Fotos: Ein Projekt kann höchstens { $limit } Klassen haben
   *[other] { $count } Klassen mit { $photos } Fotos: Ein Projekt kann höchstens { $limit } Klassen haben
}
preview-splits = Die Teile { $names } werden Klasse für Klasse zusammengelegt.
preview-encoding = Das Archiv sagt nicht, wie die Namen codiert sind. Sie wurden als { $encoding } gelesen.
preview-added-once = Fotos, die schon im Projekt oder hier doppelt sind, werden nur einmal hinzugefügt.
preview-add = { $count ->
    [one] { $count } Foto hinzufügen
   *[other] { $count } Fotos hinzufügen
}
preview-add-some = { $count ->
    [one] { $count } Foto hinzufügen, { $left_out } auslassen
   *[other] { $count } Fotos hinzufügen, { $left_out } auslassen
}

## The clipboard

# The name of a photo that has no file.
clipboard-photo = Eingefügtes Foto
clipboard-empty = In der Zwischenablage ist kein Bild. Kopiere zuerst eines.
clipboard-class = In die Klasse „{ $name }“ eingefügt. Um in eine andere Klasse einzufügen, klicke zuerst auf diese.
clipboard-not-allowed = Der Browser ließ diese Seite die Zwischenablage nicht lesen. Drücke stattdessen Strg+V (⌘V).

## The webcam

webcam-name = Webcam
webcam-close = Webcam ausschalten
webcam-not-allowed = Der Zugriff auf die Webcam wurde nicht erlaubt. Erlaube ihn für diese Seite in der Adressleiste des Browsers und versuche es noch einmal.
webcam-not-found = Keine Webcam gefunden. Schließe eine an und versuche es noch einmal.
webcam-in-use = Ein anderes Programm benutzt die Webcam. Schließe es und versuche es noch einmal.
webcam-not-offered = Dieser Browser bietet hier keine Webcam an; die Seite muss über https oder localhost laufen.

## The worker’s end, as the page sees it

worker-slow = Das Vorbereiten dauert länger als sonst. Wenn es so bleibt, starte neu; es geht nichts verloren.
worker-stopped = Der Worker wurde unerwartet beendet.
# $cause is what the browser says, in English and without a full stop at the end.
worker-stopped-because = Der Worker wurde unerwartet beendet: { $cause }.
worker-unreadable = Der Worker wurde unerwartet beendet: Eine Nachricht von ihm konnte nicht gelesen werden.
worker-not-loaded = Der Worker wurde unerwartet beendet: Sein Programm konnte nicht geladen werden.
worker-not-ready = Der Worker wurde nicht startbereit.
worker-impossible = Dieser Browser kann keine Modul-Worker ausführen; ein aktueller kann es.
# What follows stands behind one of the sentences on the worker’s end.
worker-again = Er wurde neu gestartet.
worker-again-with-photos = Er wurde neu gestartet; deine Fotos sind noch da.
worker-again-without-photos = { $count ->
    [one] Er wurde neu gestartet, aber { $count } Foto, das nur im Arbeitsspeicher dieses Tabs war, muss noch einmal hinzugefügt werden.
   *[other] Er wurde neu gestartet, aber { $count } Fotos, die nur im Arbeitsspeicher dieses Tabs waren, müssen noch einmal hinzugefügt werden.
}
worker-not-again = Er wurde nicht neu gestartet.
# A button.
worker-start-again = Neu starten
command-not-sent = Der Browser konnte dies nicht an den Worker übergeben. Lade die Seite neu und versuche es noch einmal.
event-not-understood = Der Worker hat etwas geschickt, das diese Seite nicht versteht. Lade die Seite neu.

## Errors, and what caused them

with-detail = { $sentence } ({ $detail })

## Photos that are read. Each of these goes on from the file's name.

image-rare-kind = ist ein ungewöhnliches { $format }, das nicht gelesen werden kann. Speichere es als normales JPEG oder PNG und versuche es noch einmal.
image-needs-memory = braucht zum Lesen zu viel Arbeitsspeicher. Speichere es neu als JPEG und nimm das.
image-tiff-packed = ist ein mit { $method } gepacktes TIFF, das hier nicht entpackt werden kann. Speichere es als PNG oder JPEG und versuche es noch einmal.
image-tiff-colours = ist ein TIFF mit Farben in { $colours }, das hier nicht gelesen werden kann. Speichere es in RGB und versuche es noch einmal.
image-unsupported = ist ein { $format }-Foto, das dieser Browser nicht lesen kann; speichere es als JPEG und versuche es noch einmal.
image-decoder-missing = ist ein HEIC-Foto, und der Decoder dafür konnte nicht geladen werden. Prüfe die Verbindung und versuche es noch einmal.
image-decoder-slow = ist ein HEIC-Foto, dessen Decodierung zu lange dauert. Speichere es als JPEG und nimm das.
image-decoder-stopped = ist ein HEIC-Foto, für dessen Decodierung der Arbeitsspeicher nicht reicht oder das einen Fehler hat, der den Decoder beendet hat. Speichere es als JPEG und nimm das.
image-cut-off = ist abgeschnitten: Das Ende fehlt. Kopiere die Datei noch einmal oder lade sie neu herunter.
image-cut-off-below = ist abgeschnitten: Die unteren { $percent } % des Bildes fehlen. Kopiere die Datei noch einmal oder lade sie neu herunter.
image-damaged = ist beschädigt: Die Datei beginnt wie ein { $format }, kann aber nicht gelesen werden. Öffne sie in einem anderen Programm und speichere sie neu.
image-without-pixels = ist beschädigt: Laut eigener Angabe hat das Bild keine Pixel. Kopiere die Datei noch einmal oder lade sie neu herunter.
image-not-filled = ist beschädigt: Es hat zu wenige Pixel für seine Größe. Kopiere die Datei noch einmal oder lade sie neu herunter.
image-too-many-pixels = hat { $megapixels } Megapixel; erlaubt sind { $limit }. Verkleinere das Foto und versuche es noch einmal.
image-empty = ist leer (0 Byte). Kopiere die Datei noch einmal oder lade sie neu herunter.
image-file-too-large = ist { $megabytes } MB groß; erlaubt sind { $limit } MB. Verkleinere das Foto und versuche es noch einmal.
image-raw-camera-file = ist eine RAW-Datei. Exportiere sie als JPEG und nimm das.
image-raw-without-preview = ist eine RAW-Datei, die nur ein Vorschaubild von { $width } × { $height } Pixeln enthält. Das ist zu klein. Exportiere sie als JPEG und nimm das.
image-is-none = ist kein lesbares Bild: { $what }.
image-other-ending = ist kein Foto: Der Name endet auf „.{ $ending }“.
image-unreadable = kann nicht gelesen werden; vielleicht wurde die Datei verschoben oder gelöscht. Wähle sie noch einmal.
image-not-from-camera = kann in diesem Browser nicht von der Kamera gelesen werden.
image-is-no-file = ist keine Datei.
image-not-stored = kann nicht als JPEG gespeichert werden.
image-not-shrunk = kann nicht verkleinert werden.
image-without-view = kann nicht auf die Größe für das Modell gebracht werden.

## What a file is that is no image. Part of image-is-none, without a full stop.

file-is-pdf = Es ist ein PDF. Speichere die Seiten als JPEG oder PNG und nimm diese
file-is-zip = Es ist ein ZIP-Archiv oder ein Office-Dokument. Entpacke das Archiv oder speichere die Bilder des Dokuments als Dateien und nimm diese
file-is-office-document = Es ist ein Office-Dokument. Speichere die Bilder darin als Dateien und nimm diese
file-is-archive = Es ist ein Archiv ({ $format }). Entpacke es und nimm die Ordner darin
file-is-video = Es ist ein Video. Speichere die gewünschten Einzelbilder als Fotos und nimm diese
file-is-photoshop = Es ist ein Photoshop-Dokument. Speichere es als JPEG oder PNG und nimm das
file-is-icon = Es ist ein Symbol (Icon). Speichere es als JPEG oder PNG und nimm das
file-is-other-image = Es ist ein Bild im Format { $format }. Speichere es als JPEG oder PNG und nimm das
file-is-audio-or-video = Es ist eine Audio- oder Videodatei. Speichere von einem Video die gewünschten Einzelbilder als Fotos und nimm diese
file-is-audio = Es ist eine Audiodatei. Handlens lernt nur aus Fotos; nimm stattdessen Fotos
file-is-drawing = Es ist eine Zeichnung (SVG). Exportiere sie als JPEG oder PNG und nimm das
file-is-web-page = Es ist eine Webseite. Speichere das Foto selbst als Datei und nimm diese
file-is-text = Es ist eine Textdatei. Lass sie weg oder lade das Foto neu herunter, falls es eines sein soll
file-is-project = Es ist ein ganzes Handlens-Projekt. Um es zu importieren, ziehe es auf die Klassen oder auf die Liste deiner Projekte
file-is-placeholder = Es ist nur ein Platzhalter für ein Foto, das noch in iCloud liegt. Lade das Foto erst herunter und versuche es dann noch einmal
file-is-unknown = Die ersten Bytes passen zu keinem Bildformat. Öffne die Datei in einem anderen Programm, speichere sie als JPEG oder PNG und nimm das

## What was done to a photo. Each of these goes on from the file's name.

image-misnamed = ist trotz seines Namens ein { $format } und wurde auch so gelesen.
image-part-missing = ist abgeschnitten: Die unteren { $percent } % des Bildes fehlen; der Rest wurde verwendet.
image-coarse = ist abgeschnitten: Die feinsten Einzelheiten fehlen; das Bild wurde so verwendet.
image-animated = ist animiert; verwendet wurde das erste Bild.
image-pages = enthält { $pages } Seiten; verwendet wurde die erste.
image-later-page = enthält { $pages } Seiten; verwendet wurde Seite { $page }, die erste, auf der etwas zu sehen ist.
image-sixteen-bit = hat 16 Bit pro Kanal; gelesen wurden 8, mehr sieht das Modell nicht.
image-stretched = enthält nur Werte von { $from } bis { $to }; sie wurden auf Schwarz bis Weiß gespreizt.
image-cmyk = hat Druckfarben (CMYK); sie wurden in RGB umgewandelt und können etwas anders aussehen.
image-further-channels =
    hat außer den Farben { $count ->
        [one] einen weiteren Kanal
       *[other] { $count } weitere Kanäle
    }; verwendet wurden nur die Farben.
image-transparent = hat durchsichtige Stellen; sie wurden weiß hinterlegt.
image-raw-preview = ist eine RAW-Datei; verwendet wurde das Vorschaubild von { $width } × { $height } Pixeln darin.

## ZIP archives of photos. Each of these goes on from the name of the archive, or of a file inside it.

archive-is-part = ist ein Teil eines aufgeteilten ZIP-Archivs. Setze die Teile zusammen und nimm das ganze Archiv.
archive-cut-off = ist abgeschnitten oder beschädigt: Das Inhaltsverzeichnis fehlt. Kopiere das Archiv noch einmal oder lade es neu herunter.
archive-is-none = ist kein ZIP-Archiv. Packe die Ordner mit den Fotos in ein ZIP-Archiv und nimm das.
archive-unreadable = kann auf diesem Gerät nicht gelesen werden. Prüfe, ob die Datei noch da ist, und versuche es noch einmal.
archive-left-out = enthält mehr Fotos, als auf einmal hinzugefügt werden können: Die ersten { $taken } wurden hinzugefügt, { $more } weitere ausgelassen. Packe diese in ein eigenes Archiv.
archive-refused-more = enthält noch { $count } Dateien, die nicht verwendet werden konnten.
archive-ends-early = hat ein Inhaltsverzeichnis, das nur teilweise lesbar war; vielleicht enthält es noch mehr Fotos. Kopiere das Archiv noch einmal, lade es neu herunter oder mache es kleiner.
archive-password = ist mit einem Passwort geschützt. Entpacke das Archiv und nimm die Ordner darin.
archive-packed-with = ist mit { $method } gepackt und kann hier nicht entpackt werden. Entpacke das Archiv und nimm die Ordner darin.
archive-packed-unusually = ist mit einem ungewöhnlichen Verfahren gepackt und kann hier nicht entpackt werden. Entpacke das Archiv und nimm die Ordner darin.
archive-entry-missing = ist nicht in diesem Archiv. Versuche es mit dem Archiv noch einmal.
archive-entry-damaged = ist im Archiv beschädigt. Kopiere das Archiv noch einmal oder lade es neu herunter.
archive-entry-padded = wird beim Entpacken viel größer, als ein Bild dieser Größe sein kann, wie es bei schädlichen Dateien vorkommt, und wurde ausgelassen.
archive-overlaps = enthält Dateien, die sich überlappen, wie es bei schädlichen Archiven vorkommt. Packe die Fotos in ein neues Archiv und nimm das.
archive-of-sounds = ist ein Audioprojekt von Teachable Machine; gelesen werden können nur Bildprojekte. Wähle ein anderes.
archive-of-poses = ist ein Posenprojekt von Teachable Machine; gelesen werden können nur Bildprojekte. Wähle ein anderes.
archive-of-sounds-or-poses = ist ein Audio- oder Posenprojekt von Teachable Machine; gelesen werden können nur Bildprojekte. Wähle ein anderes.
archive-of-model = ist ein trainiertes Modell ohne seine Trainingsfotos. Nimm das Teachable-Machine-Projekt (.tm) oder die Beispiele jeder Klasse.
archive-without-readable-photos = enthält keine lesbaren Fotos: „{ $name }“ { $reason }
archive-of-unreadable = enthält keine lesbaren Fotos. Jede der { $count } Dateien darin { $reason }
archive-of-unreadable-first = enthält keine lesbaren Fotos, sondern { $count } andere Dateien. Eine davon, „{ $name }“, { $reason }
archive-without-photos = enthält keine Fotos. Nimm ein Archiv mit einem Ordner voller Fotos für jede Klasse.
archive-add-another = Nimm ein Archiv mit einem Ordner voller Fotos für jede Klasse.
archive-inside = { $count ->
    [one] enthält { $count } weiteres Archiv, das nicht geöffnet wurde. Entpacke es und nimm seinen Inhalt.
   *[other] enthält { $count } weitere Archive, die nicht geöffnet wurden. Entpacke sie und nimm ihren Inhalt.
}
archive-label-files = { $count ->
    [one] enthält { $count } Label-Datei, die nicht gelesen wird: Die Ordner benennen die Klassen.
   *[other] enthält { $count } Label-Dateien, die nicht gelesen werden: Die Ordner benennen die Klassen.
}
archive-masks = { $count ->
    [one] enthält { $count } Maske, die kein Foto ist und ausgelassen wurde.
   *[other] enthält { $count } Masken, die keine Fotos sind und ausgelassen wurden.
}
archive-metadata = { $count ->
    [one] enthält { $count } Datei mit Datum, Ort oder Titel eines Fotos, die hier nicht gebraucht wird.
   *[other] enthält { $count } Dateien mit Datum, Ort oder Titel von Fotos, die hier nicht gebraucht werden.
}
archive-folders-empty = { $count ->
    [one] enthält einen leeren Ordner: { $names }.
   *[other] enthält { $count } leere Ordner: { $names }.
}
archive-splits = ist in { $names } aufgeteilt. Die Teile wurden Klasse für Klasse zusammengelegt.
archive-encoding = sagt nicht, wie die Namen darin codiert sind; sie wurden als { $encoding } gelesen.
archive-names-shortened = { $count ->
    [one] enthält { $count } Klassennamen mit mehr als { $limit } Zeichen. Seine Mitte wurde weggelassen.
   *[other] enthält { $count } Klassennamen mit mehr als { $limit } Zeichen. Ihre Mitte wurde weggelassen.
}
archive-of-archives = { $count ->
    [one] enthält keine Fotos, nur { $count } Archiv. Entpacke es und nimm seinen Inhalt.
   *[other] enthält keine Fotos, nur { $count } Archive. Entpacke sie und nimm ihren Inhalt.
}
archive-not-written = Das ZIP mit den Fotos konnte nicht geschrieben werden. Prüfe, ob auf diesem Gerät noch Platz ist, und versuche es noch einmal.

## The model and its training

model-damaged = Das vortrainierte Modell ist beschädigt. Lade die Seite neu, um es noch einmal zu holen.
model-labels-damaged = Die Liste der Klassennamen ist beschädigt. Lade die Seite neu, um sie noch einmal zu holen.
model-not-written = Die Gewichte konnten nicht geschrieben werden.
model-view-of-wrong-size = Eine Ansicht eines Fotos hat die falsche Größe.
fit-needs-two-classes = Das Training braucht Fotos in mindestens zwei Klassen.
fit-without-head = Das Training hat keinen Klassifikator ergeben.

## What does the work: the graphics processor (GPU) or the CPU

device-cpu-asked-for = Du hast die CPU gewählt.
device-gpu-asked-for = Du hast sie gewählt.
device-without-webgpu = Dieser Browser hat kein WebGPU, deshalb rechnet die CPU.
device-without-gpu = Dieser Browser bietet keinen Grafikprozessor an, deshalb rechnet die CPU.
device-gpu-in-software = Der einzige Grafikprozessor hier wird durch Software simuliert, und die CPU ist schneller. Um ihn trotzdem zu verwenden, hänge ?device=gpu an die Adresse an.
device-gpu-not-started = Der Grafikprozessor ist nicht gestartet, deshalb rechnet die CPU.
device-gpu-measured = Auf diesem Gerät gemessen: { $gpu } ms pro Foto, auf der CPU { $cpu } ms.
device-cpu-measured = Auf diesem Gerät ist die CPU schneller als der Grafikprozessor: { $cpu } ms pro Foto statt { $gpu } ms. Um den Grafikprozessor trotzdem zu verwenden, hänge ?device=gpu an die Adresse an.
device-gpu-wrong = Der Grafikprozessor berechnet dieses Modell falsch, deshalb rechnet die CPU.
device-gpu-silent = Der Grafikprozessor antwortet nicht mehr.
device-no-number = Der Prozessor gab eine Antwort, die keine Zahl ist.
device-at-work-already = Das neuronale Netz rechnet bereits.

## A project's database

database-full = Auf diesem Gerät ist kein Platz mehr für das Projekt; es wurde nichts geändert. Schaffe Platz und versuche es noch einmal.
database-foreign = Diese Datei ist kein Handlens-Projekt. Wähle eine andere.
database-damaged = Die Datei des Projekts ist beschädigt. Arbeite mit einer Kopie weiter oder beginne ein neues Projekt.
database-busy = Das Projekt ist anderswo geöffnet; es wurde nichts geändert. Schließe es dort und versuche es noch einmal.
database-cannot-open = Die Datei des Projekts kann nicht geöffnet werden. Prüfe ihren Namen und versuche es noch einmal.
database-failing-device = Dieses Gerät konnte das Projekt nicht lesen oder schreiben. Prüfe, ob noch Platz ist, und versuche es noch einmal.
database-refused = Die Datenbank des Projekts hat die Änderung abgelehnt; es wurde nichts geändert.

## Where projects are kept

project-store-too-large-for-memory = Dieses Projekt ist zu groß für den Arbeitsspeicher dieses Tabs. Verwende einen Browser, der Projekte auf dem Gerät speichert.
project-store-file-gone = Die Datei ist nicht mehr da; wähle sie noch einmal aus.
project-store-file-unreadable = Die Datei kann nicht gelesen werden; vielleicht wurde sie verschoben oder gelöscht. Wähle sie noch einmal aus.
project-store-file-unfit = Diese Datei ist kein Handlens-Projekt, oder sie ist beschädigt. Wähle eine andere.
project-store-file-not-written = Die Datei konnte auf diesem Gerät nicht geschrieben werden. Versuche es noch einmal.
project-store-without-space = Auf diesem Gerät ist kein Platz mehr für die Datei. Schaffe Platz und versuche es noch einmal.
project-store-project-gone = Dieses Projekt gibt es nicht mehr.
project-store-no-new-project = Es konnte kein neues Projekt angelegt werden; versuche es noch einmal.
project-store-without-randomness = Dieser Browser liefert keine Zufallszahlen, deshalb kann kein neues Projekt angelegt werden.
project-store-files-in-use = Ein anderer Tab verwendet die Dateien dieses Projekts. Schließe es dort und versuche es noch einmal.
project-store-files-unusable = Die Dateien des Projekts auf diesem Gerät können nicht geöffnet werden; sie wurden nicht angetastet.
project-store-not-listed = Die Projekte auf diesem Gerät können nicht aufgelistet werden; lade die Seite neu.
project-store-not-removed = Dieses Projekt konnte nicht entfernt werden; vielleicht ist es in einem anderen Tab geöffnet.

## The worker, which does the work beside the page

worker-panicked = Ein Fehler im Programm hat den Worker beendet. Deine gespeicherten Fotos sind noch da. ({ $detail })
worker-unheard = Der Worker konnte der Seite nichts melden.
worker-not-understood = Die Seite und ihr Worker passen nicht zusammen; lade die Seite neu.
worker-without-task = Die Seite hat nicht gesagt, was zu starten ist; lade sie neu.
worker-without-channels = Diesem Browser fehlen Nachrichtenkanäle; verwende einen aktuellen.
worker-of-the-page-only = Dieses Programm läuft nur in einem eigenen Worker der Handlens-Seite.
page-without-model = Die Seite hat das Modell nicht übergeben; lade sie neu.
page-labels-damaged = Die Klassennamen des Modells sind beschädigt; lade die Seite neu.
embedder-stopped = Ein Hilfs-Worker wurde beendet.

## Changes that can be undone, as they stand behind “Undo:”. Projects store these keys: they are never renamed, and keep their variables.

journal-create-class = Klasse „{ $name }“ anlegen
journal-create-classes = Klassen anlegen
journal-rename-class = „{ $before }“ in „{ $after }“ umbenennen
journal-merge-classes = „{ $from }“ mit „{ $into }“ zusammenführen
journal-delete-class = Klasse „{ $name }“ löschen
journal-delete-class-with-photos = Klasse „{ $name }“ löschen ({ $count ->
    [one] { $count } Foto
   *[other] { $count } Fotos
})
journal-move-photos = { $count ->
    [one] { $count } Foto nach „{ $class }“ verschieben
   *[other] { $count } Fotos nach „{ $class }“ verschieben
}
journal-delete-photos = { $count ->
    [one] { $count } Foto löschen
   *[other] { $count } Fotos löschen
}
journal-add-photos = { $count ->
    [one] { $count } Foto hinzufügen
   *[other] { $count } Fotos hinzufügen
}

## Names of projects

name-of-first-project = Meine Fotos
name-of-copy = { $name } (Kopie)
name-not-known = Ein Projekt

## What cannot be done with a project, its classes and its photos

project-needs-name = Ein Projekt braucht einen Namen. Gib einen ein.
project-name-too-long = Der Name eines Projekts darf höchstens { $limit } Zeichen haben, dieser hat { $characters }. Kürze ihn.
project-cannot-store = Das kann im Projekt nicht gespeichert werden.
class-merged-into-itself = Eine Klasse kann nicht mit sich selbst zusammengeführt werden. Wähle eine andere.
class-no-longer-there = Diese Klasse ist nicht mehr im Projekt. Wähle eine andere oder mache das Löschen rückgängig.
class-limit-reached = Ein Projekt kann höchstens { $limit } Klassen haben, und so viele hat dieses schon. Führe erst zwei zusammen oder lösche eine.
class-numbers-exhausted = Dem Projekt sind die Nummern für Klassen ausgegangen. Beginne ein neues.
class-needs-name = Eine Klasse braucht einen Namen. Gib einen ein.
class-name-too-long = Der Name einer Klasse darf höchstens { $limit } Zeichen haben, dieser hat { $characters }. Kürze ihn.
class-name-taken = Es gibt schon eine Klasse „{ $name }“. Wähle einen anderen Namen.
photos-no-longer-there = Eines dieser Fotos ist nicht mehr im Projekt, deshalb wurde nichts geändert. Wähle noch einmal aus.
photo-numbers-exhausted = Dem Projekt sind die Nummern für Fotos ausgegangen. Beginne ein neues.
photos-still-being-added = Es werden noch Fotos hinzugefügt. Warte, bis sie da sind, oder brich das Hinzufügen ab, und versuche es noch einmal.
import-has-ended = Dieser Import ist schon zu Ende. Füge die Fotos noch einmal hinzu.

## Projects that cannot be opened, and files from elsewhere

project-half-copied = Dieses Projekt ist unvollständig, weil das Kopieren unterbrochen wurde. Lösche es und kopiere noch einmal.
project-of-newer-version = Dieses Projekt wurde von einer neueren Version von Handlens geschrieben. Lade die Seite neu, um diese Version zu bekommen.
foreign-half = Diese Datei enthält nur einen Teil eines Projekts, weil der Export unterbrochen wurde. Exportiere es noch einmal.
foreign-altered = Ein anderes Programm hat diese Datei verändert, deshalb wurde nichts daraus importiert. Exportiere das Projekt noch einmal.
foreign-incomplete = Diese Datei wurde in einem anderen Programm geöffnet und ist für sich allein nicht vollständig. Exportiere das Projekt noch einmal.
foreign-cut-off = Diese Datei ist abgeschnitten: Das Ende fehlt. Kopiere sie noch einmal oder lade sie neu herunter.
foreign-too-large = Diese Datei ist größer als jedes Projekt. Wähle eine andere.
foreign-damaged = Diese Datei ist beschädigt, deshalb wurde nichts daraus importiert. Exportiere das Projekt noch einmal oder wähle eine andere Datei.

## Copies of projects

copying-into-full-project = Ein Projekt kann nur in ein leeres kopiert werden. Beginne mit einem neuen.
copying-finished-already = Diese Kopie ist schon fertig.
copying-not-finished = Einige Fotos sind noch nicht kopiert.
flaw-of-file = { $sentence } Aus dieser Datei wurde nichts importiert; exportiere das Projekt noch einmal oder wähle eine andere Datei.
flaw-of-project = { $sentence } Lösche, was beschädigt ist, und versuche es noch einmal.
flaw-class-numbers = Die Nummern der Klassen sind durcheinander.
flaw-photo-numbers = Die Nummern der Fotos sind durcheinander.
flaw-class-name = Der Name einer Klasse ist leer oder zu lang.
flaw-class-twice = Es gibt zwei Klassen „{ $name }“.
flaw-too-many-classes = Es gibt { $count } Klassen, ein Projekt kann aber nur { $limit } haben.
flaw-too-many-photos = Es gibt mehr als { $limit } Fotos.
flaw-photo-without-class = Ein Foto ist in einer Klasse, die es nicht gibt.
flaw-photo-without-pixels = Das Foto „{ $name }“ hat seine Pixel verloren.
flaw-photo-twice = Das Foto „{ $name }“ kommt zweimal vor.
flaw-photo-without-hash = Das Foto „{ $name }“ hat seinen Fingerabdruck verloren.
flaw-photo-too-large = Das Foto „{ $name }“ ist größer, als ein Projekt erlaubt.
flaw-photo-unreadable = Das Foto „{ $name }“ kann nicht gelesen werden.
flaw-photo-of-other-kind = Das Foto „{ $name }“ hat einen anderen Dateityp als angegeben.
flaw-photo-of-other-size = Das Foto „{ $name }“ hat eine andere Größe als angegeben.
flaw-photo-without-thumbnail = Das Foto „{ $name }“ hat kein gültiges Vorschaubild.
flaw-feature = Was aus einem Foto berechnet wurde, ist beschädigt.

## What a search for damage finds in a project. The journal is the list of changes that can be undone.

soundness-damaged = Die Datei des Projekts ist beschädigt: { $detail }.
soundness-row-without-parent = Eine Zeile von „{ $table }“ verweist auf eine Zeile von „{ $parent }“, die es nicht gibt.
soundness-photos-without-pixels = { $count ->
    [one] { $count } Foto hat seine Pixel verloren.
   *[other] { $count } Fotos haben ihre Pixel verloren.
}
soundness-photos-without-thumbnails = { $count ->
    [one] { $count } Foto hat sein Vorschaubild verloren.
   *[other] { $count } Fotos haben ihre Vorschaubilder verloren.
}
soundness-photos-in-deleted-class = { $count ->
    [one] { $count } Foto ist in einer gelöschten Klasse.
   *[other] { $count } Fotos sind in einer gelöschten Klasse.
}
soundness-photos-measured-wrongly = { $count ->
    [one] { $count } Foto hat unmögliche Messwerte.
   *[other] { $count } Fotos haben unmögliche Messwerte.
}
soundness-changes-after-undone = { $count ->
    [one] { $count } Änderung steht hinter einer, die rückgängig gemacht wurde.
   *[other] { $count } Änderungen stehen hinter einer, die rückgängig gemacht wurde.
}
soundness-changes-without-effect = { $count ->
    [one] { $count } Änderung im Verlauf tut nichts.
   *[other] { $count } Änderungen im Verlauf tun nichts.
}
soundness-photos-elsewhere = { $count ->
    [one] { $count } Foto ist nicht dort, wo es laut Verlauf sein sollte.
   *[other] { $count } Fotos sind nicht dort, wo sie laut Verlauf sein sollten.
}
soundness-classes-elsewhere = { $count ->
    [one] { $count } Klasse ist nicht dort, wo sie laut Verlauf sein sollte.
   *[other] { $count } Klassen sind nicht dort, wo sie laut Verlauf sein sollten.
}
soundness-features-of-wrong-length = { $count ->
    [one] { $count } Merkmal hat die falsche Länge.
   *[other] { $count } Merkmale haben die falsche Länge.
}
soundness-too-many-classes = { $count ->
    [one] { $count } Klasse ist mehr als erlaubt.
   *[other] { $count } Klassen sind mehr als erlaubt.
}
soundness-class-names = Einige Klassennamen sind leer, zu lang oder doppelt vergeben.

## Going from project to project, and whole projects in and out

workspace-without-project = Es ist kein Projekt geöffnet. Öffne eines und versuche es noch einmal.
workspace-project-no-longer-here = Dieses Projekt ist nicht mehr auf diesem Gerät.
workspace-not-renamed-in-use = Dieses Projekt ist in einem anderen Tab geöffnet; benenne es dort um.
workspace-not-deleted-in-use = Dieses Projekt ist in einem anderen Tab geöffnet; schließe es erst dort.
workspace-file-missing = Die Datei ist nicht angekommen; wähle sie noch einmal aus.
workspace-project-in-use = Dieses Projekt wird gerade verwendet; versuche es später noch einmal.
workspace-project-closed = Das Projekt wurde geschlossen, bevor das fertig war; beginne noch einmal.
workspace-project-taken = Ein anderer Tab hat dieses Projekt geöffnet; beginne dort noch einmal.

## Work on an open project

session-gpu-fault = Der Grafikprozessor hat einen Fehler gemeldet.
session-gpu-fault-at-start = Der Grafikprozessor hat einen Fehler gemeldet, deshalb rechnet die CPU.
session-gpu-failed = Der Grafikprozessor ist ausgefallen, deshalb übernimmt die CPU.
session-model-loading = Das Modell wird noch geladen; versuche es gleich noch einmal.
session-photo-gone = Dieses Foto ist nicht mehr im Projekt.
session-photo-without-pixels = Ein Foto des Projekts hat seine Pixel verloren; lösche es und füge es noch einmal hinzu.
session-one-photo-at-a-time = Es kann nur ein Foto auf einmal ausprobiert werden.
session-photos-not-added = { $count ->
    [one] { $count } Foto wurde nicht hinzugefügt. { $reason }
   *[other] { $count } Fotos wurden nicht hinzugefügt. { $reason }
}
session-import-not-taken-back = Die Fotos, die schon da waren, ließen sich nicht wieder entfernen und bleiben in ihren Klassen. { $reason }
session-space-not-given-back = Die gelöschten Fotos sind endgültig entfernt, aber ihr Speicherplatz ließ sich noch nicht freigeben. { $reason }
session-classes-left-out = { $count ->
    [one] { $count } Klasse wurde mit allen Fotos ausgelassen: Ein Projekt kann höchstens { $limit } Klassen haben.
   *[other] { $count } Klassen wurden mit allen Fotos ausgelassen: Ein Projekt kann höchstens { $limit } Klassen haben.
}
session-photo-there-already = ist schon in „{ $class }“ und wurde einmal gezählt.
batch-more-that-are-no-photos = { $count ->
    [one] enthält { $count } weitere Datei, die kein Foto ist.
   *[other] enthält { $count } weitere Dateien, die keine Fotos sind.
}
batch-limit-reached = { $count ->
    [one] Höchstens { $limit } Fotos können auf einmal ausprobiert werden; { $count } wurde ausgelassen. Probiere es danach aus.
   *[other] Höchstens { $limit } Fotos können auf einmal ausprobiert werden; { $count } wurden ausgelassen. Probiere sie danach aus.
}

## All projects

project-count = { $count ->
    [one] { $count } Projekt
   *[other] { $count } Projekte
}
projects = Projekte
overview-title = Deine Projekte
overview-new = Neues Projekt
overview-empty = Auf diesem Gerät gibt es kein Projekt. Lege ein neues an oder importiere eines, das du früher exportiert hast.
overview-drop = Ziehe Fotos, einen Ordner oder eine .zip-Datei hierher, um damit ein Projekt zu beginnen, oder eine .handlens-Datei, um ein Projekt wiederherzustellen.
overview-import = Importieren
overview-import-title = Eine .handlens-, .zip- oder .tm-Datei
overview-deleted = Kürzlich gelöscht
overview-deleted-days = Sie werden 7 Tage nach dem Löschen automatisch entfernt.
# $when: as "5 minutes ago"
overview-deleted-project = { $count ->
    [one] { $count } Foto, gelöscht { $when }
   *[other] { $count } Fotos, gelöscht { $when }
}
overview-restore = Wiederherstellen
overview-restore-project = { $name } wiederherstellen
overview-purge = Endgültig löschen
overview-purge-project = Endgültig löschen: { $name }

## A project

project-empty = Leer
project-changed = Geändert { $when }
project-in-use = In einem anderen Tab geöffnet
project-name-label = Name des Projekts
project-name-title = Der Name des Projekts. Zum Umbenennen klicken oder F2 drücken
project-all = Alle Projekte
project-actions = Aktionen für das Projekt { $name }
project-open = Öffnen
project-duplicate = Duplizieren
project-export = Projekt exportieren (.handlens)
project-export-photos = Fotos exportieren (.zip)
project-check = Auf Schäden prüfen
project-delete = Projekt löschen
# In the place of a name that is not known.
project-unnamed = ein Projekt
# The name that a new project gets.
project-numbered = Projekt { $number }
quoted = „{ $name }“

## A project that another tab has open; $name is quoted, or "This project"

elsewhere-in-use = { $name } ist in einem anderen Tab geöffnet
elsewhere-why = In zwei Tabs zugleich würden deine Änderungen durcheinandergeraten.
elsewhere-take-over = Hier verwenden
elsewhere-taken = { $name } ist jetzt in einem anderen Tab geöffnet
elsewhere-stored = Alles bis hierher ist gespeichert.
elsewhere-take-back = Wieder hier verwenden
elsewhere-back = Zurück zu den Projekten

## Storage

# $amount: as "12 MB of 3 GB"
storage-used = { $amount } auf diesem Gerät belegt
storage-room-unknown = Dieser Browser gibt nicht an, wie viel Platz da ist.
storage-ask = Dauerhaft behalten
storage-this-project = Dieses Projekt
storage-export = Als Datei exportieren
storage-memory = Dieser Browser speichert für diese Seite nichts: Schließt du den Tab, geht das Projekt verloren. Exportiere, was du behalten willst.
storage-promised = Dein Browser hat zugesagt, deine Projekte zu behalten, auch wenn der Platz auf dem Gerät knapp wird.
storage-refused = Dein Browser hat nicht zugesagt, deine Projekte zu behalten: Wird der Platz knapp, kann er sie entfernen. Oft sagt er später zu, wenn du diese Seite öfter benutzt. Bis dahin ist eine exportierte Datei sicher.
storage-at-risk = Dein Browser kann deine Projekte entfernen, wenn der Platz auf dem Gerät knapp wird.
storage-promise-unknown = Dieser Browser gibt nicht an, ob er deine Projekte behält. Eine exportierte Datei ist sicher.
storage-deleted = Gelöschte Fotos bleiben auf diesem Gerät, solange sie sich mit „Rückgängig“ zurückholen lassen: 200 Änderungen lang.
storage-forget = Gelöschte Fotos endgültig entfernen
storage-forget-warning = Danach kannst du nichts mehr rückgängig machen, was du bisher getan hast. Die Fotos im Projekt bleiben.
storage-forget-confirm = Endgültig entfernen
storage-forgetting = Der Speicherplatz wird freigegeben …
storage-forgotten = Die gelöschten Fotos sind nicht mehr auf diesem Gerät.
storage-checking = Jedes Foto wird geprüft …
storage-sound = Keine Schäden gefunden.

## Questions about whole projects

purge-title = „{ $name }“ endgültig löschen?
purge-sentence = Seine Fotos und alles, was es gelernt hat, werden sofort von diesem Gerät entfernt. Das lässt sich nicht rückgängig machen.
purge-keep = Behalten
project-file-label = Eine Projektdatei
project-file-title = { $name } als Projekt importieren?
project-file-sentence = Die Datei wird ein eigenes Projekt. Dieses hier bleibt geöffnet, wie es ist.
project-files-title = Diese Dateien als Projekte importieren?
project-files-sentence = Jede wird ein eigenes Projekt. Dieses hier bleibt geöffnet, wie es ist.
project-file-import = Importieren
# Both go on from the name of a file that ends in “.handlens”.
project-file-none = ist trotz des Namens kein Handlens-Projekt oder ist beschädigt. Wähle eine andere Datei.
project-file-zip = ist ein ZIP-Archiv, kein Projekt. Wenn Fotos darin sind, ändere das Ende des Namens in „.zip“ und wähle die Datei noch einmal.

## Copies, exports and imports

transfer-label = Kopieren, Importieren oder Exportieren
transfer-imported = { $name } ist jetzt ein eigenes Projekt.
transfer-copied = „{ $name }“ wurde kopiert.
transfer-import-cancelled = Abgebrochen. { $name } wurde nicht importiert.
transfer-copy-cancelled = Abgebrochen. „{ $name }“ wurde nicht kopiert.
transfer-export-cancelled = Abgebrochen. „{ $name }“ wurde nicht exportiert.
transfer-sorted-cancelled = Abgebrochen. Die sortierten Fotos wurden nicht exportiert.
transfer-import-failed = { $name } wurde nicht importiert. { $reason }
transfer-copy-failed = „{ $name }“ wurde nicht kopiert. { $reason }
transfer-export-failed = „{ $name }“ wurde nicht exportiert. { $reason }
transfer-sorted-failed = Die sortierten Fotos wurden nicht exportiert. { $reason }
transfer-import-interrupted = Der Import von { $name } wurde unterbrochen. Importiere die Datei noch einmal.
transfer-copy-interrupted = Das Kopieren von „{ $name }“ wurde unterbrochen. Von der Kopie ist nichts geblieben.
transfer-export-interrupted = Der Export von „{ $name }“ wurde unterbrochen. Exportiere es noch einmal.
transfer-sorted-interrupted = Der Export der sortierten Fotos wurde unterbrochen. Exportiere sie noch einmal.
transfer-import-cancelling = Import von { $name } wird abgebrochen
transfer-copy-cancelling = Kopieren von „{ $name }“ wird abgebrochen
transfer-sorted-cancelling = Export der sortierten Fotos wird abgebrochen
transfer-export-cancelling = Export von „{ $name }“ wird abgebrochen
transfer-copying = „{ $name }“ wird kopiert
transfer-exporting = „{ $name }“ wird exportiert
transfer-exporting-photos = Fotos von „{ $name }“ werden exportiert
transfer-exporting-sorted = Sortierte Fotos werden exportiert
transfer-importing = { $name } wird importiert
# $doing: as "Exporting “Birds”", of which nothing is known yet
transfer-under-way = { $doing } …
transfer-saved = Gespeichert als { $name } ({ $size }).
transfer-not-saved = Der Browser konnte { $name } nicht speichern. Schaffe Platz auf diesem Gerät und versuche es noch einmal.

## About Handlens, and the report of a problem
about = Über Handlens
about-sentence = Handlens lernt auf deinem Gerät, deine eigenen Fotos zu unterscheiden. Es ist freie Software unter der Apache-Lizenz 2.0.
about-version = Version { $version }, Build { $build }
about-problem = Ist etwas schiefgegangen?
about-report = Schicke diesen Bericht mit ein paar Worten dazu, was du getan hast. Er beschreibt deinen Browser, dein Gerät und was die Seite zuletzt getan hat. Er enthält kein Foto und keinen Namen einer Datei, einer Klasse oder eines Projekts.
about-copy = Bericht kopieren
about-copied = Der Bericht ist in der Zwischenablage.
about-not-copied = Dieser Browser lässt die Seite nicht an die Zwischenablage. Markiere den Bericht unten und kopiere ihn.
about-show = Bericht anzeigen
