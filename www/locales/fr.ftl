# Phrases de Handlens en français, pour Fluent (projectfluent.org). On vouvoie.

## Numbers

number-decimal-mark = ,
number-thousands-mark =  
number-grouped-from = 1000
share = { $number } %
share-above = > { $number } %
share-below = < { $number } %

## Counts

photo-count = { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
class-count = { $count ->
    [one] { $count } classe
   *[other] { $count } classes
}

## Words of many places

cancel = Annuler
close = Fermer
delete = Supprimer
undo = Annuler
rename = Renommer
dismiss = Masquer
list-and = { $before } et { $last }
# Between two names of a longer list, and the end of one that is too long.
list-comma = {", "}
list-and-more = { $count ->
    [one] { $names } et { $count } autre
   *[other] { $names } et { $count } autres
}

## The worker's end, as worker-start.js reports it

worker-out-of-memory = Le worker s’est arrêté, peut-être par manque de mémoire. ({ $detail })
worker-failed = Le worker s’est arrêté à cause d’une erreur. ({ $detail })
worker-not-started = Le programme n’a pas pu démarrer ; rechargez la page. ({ $detail })

## The choice of a language

language = Langue
language-failed = Le texte dans cette langue n’a pas pu être chargé ; vérifiez la connexion et choisissez-la de nouveau. ({ $detail })

## The privacy panel

# What the dialogue is called, for those who do not see it.
privacy-label = Comment vérifier que rien ne quitte cet appareil
privacy-title = Vos photos restent sur cet appareil
privacy-about = Cette page traite vos photos, les noms de vos classes et ce qu’elle en apprend sur cet appareil. Elle n’envoie rien nulle part. Vous n’avez pas à nous croire sur parole :

## The privacy panel: requests

privacy-requests = Toutes les requêtes depuis l’ouverture de cette page
# Each of the three is a number of requests.
privacy-summary =
    Réponses du serveur de cette page : { $server ->
        [0] aucune
       *[other] { $server }
    } ; de cet appareil : { $device ->
        [0] aucune
       *[other] { $device }
    } ; de quelqu’un d’autre : { $elsewhere ->
        [0] aucune
       *[other] { $elsewhere }
    }.
# Opens a table of them, which grows as requests are made.
privacy-requests-all = { $count ->
    [one] { $count } requête, en temps réel
   *[other] { $count } requêtes, en temps réel
}
privacy-requests-label = Requêtes
# The heads of the columns: how long after the page was opened, which file, and who answered.
privacy-request-after = Temps
privacy-request-for = Adresse
privacy-request-by = Réponse de
privacy-request-seconds = { $number } s
# In the column “Answered by”.
privacy-by-server = serveur
privacy-by-device = cet appareil
privacy-by-nobody = bloquée
privacy-requests-source = Sources : la liste des requêtes de cette page que le navigateur tient lui-même, et le journal du service worker, qui répond sans réseau.

## The privacy panel: the rules that the browser enforces, and an attempt to get past them

privacy-rules = Les règles que votre navigateur fait respecter
privacy-rules-about = Cette page peut charger ses propres fichiers et rien d’autre. Elle ne peut ni se connecter à un autre site, ni envoyer un formulaire, ni exécuter un script qui ne fait pas partie de ses fichiers.
privacy-rules-verbatim = Les règles, mot pour mot
privacy-rules-refused = Les règles qui ont bloqué l’essai, selon le navigateur
# A button: makes the attempt and shows the outcome.
privacy-try = Essayer d’envoyer quelque chose
privacy-try-failed = Le test lui-même a échoué. Rechargez la page et réessayez.
privacy-try-page-refused = Depuis la page : le navigateur a bloqué l’envoi.
privacy-try-page-open = Depuis la page : le navigateur n’a signalé aucun blocage. Quelque chose a modifié les règles de la page ; ne lui faites donc pas confiance.
privacy-try-worker-silent = Depuis le worker, qui traite vos photos : il n’a pas répondu à temps. Réessayez plus tard.
# Functions of the browser’s, such as fetch.
privacy-try-worker-open = Depuis le worker, qui traite vos photos : il a encore des fonctions qui pourraient envoyer quelque chose. Ne faites pas confiance à cette page.
privacy-try-worker-refused = Depuis le worker, qui traite vos photos : le navigateur a bloqué l’envoi, et les fonctions d’envoi ont été retirées.
privacy-try-worker-without-rule = Depuis le worker, qui traite vos photos : toutes les fonctions qui pourraient envoyer quelque chose ont été retirées. Il reste une voie qu’aucune page ne peut fermer : charger un script depuis une adresse. Seule une règle du navigateur peut la bloquer, et ce serveur n’en définit pas. La règle s’applique dès que la page est enregistrée sur cet appareil et rouverte.

## The privacy panel: the check with airplane mode

privacy-airplane = Vérifier en mode avion
privacy-airplane-switch = Mettez cet appareil en mode avion, ou débranchez le câble réseau.
privacy-airplane-try = Fermez ce panneau et essayez une photo. Vous obtenez quand même une réponse : aucune autre machine n’intervient.
privacy-airplane-off = Cet appareil est hors ligne. Essayez une photo.
privacy-airplane-off-answered = { $count ->
    [one] Cet appareil est hors ligne. Depuis, il a donné { $count } réponse.
   *[other] Cet appareil est hors ligne. Depuis, il a donné { $count } réponses.
}
privacy-airplane-on = Cet appareil est en ligne.
privacy-airplane-on-answered = { $count ->
    [one] Cet appareil est de nouveau en ligne. Hors ligne, il a donné { $count } réponse.
   *[other] Cet appareil est de nouveau en ligne. Hors ligne, il a donné { $count } réponses.
}

## The privacy panel: offline use

privacy-offline = Hors ligne
privacy-install = Installer comme application
offline-kept = La page elle-même est enregistrée sur cet appareil : elle s’ouvre et fait tout hors ligne.
offline-keeping = La page est en cours d’enregistrement sur cet appareil, pour s’ouvrir hors ligne. Un instant.
offline-failed = Ce navigateur n’enregistre pas la page sur cet appareil : elle ne s’ouvre qu’en ligne. Une fois ouverte, elle fonctionne hors ligne.
offline-none = La page n’est pas enregistrée sur cet appareil : elle ne s’ouvre qu’en ligne. Une fois ouverte, elle fonctionne hors ligne.

## The privacy panel: what is stored, and how all of it is deleted

## The privacy panel: what a photo’s file says beside its picture

privacy-data = Ce que révèlent les fichiers de vos photos
privacy-data-about = En plus de l’image, Handlens garde la date et le lieu de la prise de vue ainsi que le nom du dossier. Tout le reste est supprimé avant l’enregistrement : appareil photo, noms, commentaires, miniatures, retouches. Le lieu ne quitte jamais cet appareil, pas même dans un fichier exporté. Un projet exporté contient l’heure et le nom du dossier ; dans un ZIP, l’heure devient la date du fichier. Seule exception : les fichiers RAW que vous triez dans un ZIP restent tels quels.
# Goes on from a file's name.
export-raw-as-it-is = est un fichier RAW : il est ajouté au ZIP tel quel, avec ce que l’appareil photo y a inscrit.

privacy-stored = Ce qui est enregistré sur cet appareil
privacy-stored-projects = Projets : photos, ce qui en a été appris, réglages
privacy-stored-outgoing = Fichiers exportés récemment
privacy-stored-program = La page elle-même, pour l’utiliser hors ligne
# In the place of a size.
privacy-stored-unknown = inconnu
# A button; the question comes next.
removal-ask = Tout supprimer…
removal-question = Tout supprimer ?
removal-warning = Tous les projets avec leurs photos, la page enregistrée et tous les réglages sont supprimés immédiatement de cet appareil. Cette action est irréversible. Les fichiers que vous avez exportés ne sont pas touchés.
# The two buttons below the question.
removal-keep = Tout conserver
removal-confirm = Tout supprimer
removal-running = Suppression…
removal-done = Tout a été supprimé. Vous pouvez maintenant fermer cette page.
removal-elsewhere = Un projet est ouvert dans un autre onglet ; tout n’a donc pas pu être supprimé. Fermez les autres onglets et réessayez.
# $name is the browser’s name of the failure, in English.
removal-failed = Tout n’a pas pu être supprimé ({ $name }). Rechargez la page et réessayez.
removal-failed-unknown = Tout n’a pas pu être supprimé (cause inconnue). Rechargez la page et réessayez.
# Buttons, after everything was deleted and after that failed.
removal-start-anew = Recommencer
removal-reload = Recharger

## The privacy panel: its limits

privacy-limits = Ce qu’aucune page ne peut prouver
# Each of these goes on from that heading.
privacy-limit-browser = Que le navigateur fait respecter les règles. C’est lui qui bloque les requêtes et qui en dresse la liste ici.
privacy-limit-extensions = Que les extensions de votre navigateur n’envoient rien. Elles peuvent lire toutes les pages et ne sont pas soumises à leurs règles.
privacy-limit-server = Que son serveur fournira demain la même page. Une copie conservée sur cet appareil ne change que si vous acceptez une nouvelle version ; la liste ci-dessus repart alors de zéro.
privacy-limit-people = Que personne d’autre ne peut ouvrir ce navigateur sur cet appareil et voir ce qui y est enregistré.

## The offer of a new version

update-offer = Une nouvelle version de Handlens est disponible. Rechargez pour la démarrer ; vos projets restent tels quels.
update-elsewhere = Handlens est ouvert dans un autre onglet. Fermez les autres onglets, puis rechargez ici ; d’ici là, cette version continue.
update-now = Recharger
update-later = Plus tard

## The space on the device

# $used and $total are sizes: “12 MB of 58 GB”.
keeping-room = { $used } sur { $total }
# $share is how much is used: “94 %”.
keeping-room-tight = L’espace sur cet appareil est presque épuisé : { $used } utilisés sur { $total } ({ $share }). Exportez ce que vous voulez conserver, et supprimez les projets dont vous n’avez plus besoin.

## Results on unseen photos

# Stands above the results of a training while photos are added, moved or deleted, and until the next training ends.
results-old = Ces résultats datent d’avant vos dernières modifications. Le prochain entraînement les remplacera.
results-validation-off = La validation est désactivée ; il n’y a donc pas de résultats sur des photos jamais vues.
results-too-few-photos = Pour des résultats sur des photos jamais vues, il faut deux photos d’une classe : une pour apprendre, une pour tester.
# $class is a class as in finding-class-name.
results-one-photo = { $class } n’a qu’une photo et ne peut donc pas être évaluée. Ajoutez-y d’autres photos.
results-same-photos = Les { $count } photos de { $class } sont presque identiques : cette classe ne peut pas être évaluée. Ajoutez des photos prises à d’autres moments.
results-unjudged-more = { $count ->
    [one] Une autre classe ne peut pas être évaluée non plus.
   *[other] { $count } autres classes ne peuvent pas être évaluées non plus.
}
results-one-class = Une seule classe a pu être évaluée, ce qui ne dit pas si vos classes sont bien distinguées.
# Follows results-explanation.
results-groups = Dans cet intervalle, les photos presque identiques ne comptent qu’une fois : { $groups ->
    [one] il y en a une seule distincte.
   *[other] il y en a { $groups } distinctes.
}
# Stands right of the figure: “87 %”.
results-accuracy = de bonnes réponses sur des photos jamais vues
results-interval = intervalle à 95 % : { $low } à { $high }
results-explanation = { $right } bonnes réponses sur { $judged }, pour des photos qui n’ont pas servi à apprendre ({ $folds } plis). Pour de nouvelles photos du même genre, attendez-vous à un taux compris entre { $low } et { $high }.
# The figures of a class. Each share may be “–”.
class-result-recall = rappel { $share }
class-result-recall-title = Part de cette classe qui est reconnue
class-result-precision = précision { $share }
class-result-precision-title = Part des photos rangées dans cette classe qui en font vraiment partie
class-result-f1 = F1 { $share }
class-result-f1-title = La moyenne harmonique du rappel et de la précision
class-result-not-judged = non évaluée
class-result-right = { $right ->
    [one] { $right } sur { $judged } reconnue
   *[other] { $right } sur { $judged } reconnues
}
# $smallest and $largest are names of classes. One of the next two sentences stands behind it.
sizes-differ = Les classes n’ont pas la même taille : { $smallest } a { $least ->
    [one] { $least } photo
   *[other] { $least } photos
}, { $largest } { $most }.
sizes-balanced = Toutes les classes comptent malgré tout autant.
sizes-unbalanced = Toutes les photos comptent autant ; dans le doute, la plus grande classe l’emporte donc.

# The second figure, where whole days or folders were held out and it is clearly lower.
occasions-title = Photos d’autres occasions
# Follows a share: 62 % …
occasions-accuracy = de bonnes réponses sur des photos d’autres occasions
occasions-explanation = Ce test écarte des occasions entières ({ $occasions } au total, distinguées par la date ou le dossier) : { $right } bonnes réponses sur { $judged }, sans avoir appris d’aucune photo de la même occasion. Les photos d’une même occasion se ressemblent ; c’est donc ce taux qu’il faut attendre ailleurs. Le plus utile : des photos prises à d’autres occasions.

## More figures

figures-more = Plus de chiffres
figures-recall = Rappel, moyenne des classes
figures-recall-meaning = Part d’une classe qui est reconnue.
figures-precision = Précision, moyenne des classes
figures-precision-meaning = Part des photos rangées dans une classe qui en font vraiment partie.
figures-f1 = F1, moyenne des classes
figures-f1-meaning = Rappel et précision en un seul chiffre ; chaque classe compte autant.
# A figure after the temperature, and before.
figures-now-and-before = { $now }, contre { $before } avant
figures-loss = Perte logarithmique, nats
figures-loss-meaning = À quel point les bonnes réponses surprennent ; moins, c’est mieux.
figures-calibration = Erreur de calibration
figures-calibration-meaning = L’écart entre « sûr à 80 % » et avoir raison dans 80 % des cas.
figures-occasions = Exactitude sur d’autres occasions
figures-occasions-share = { $share } ({ $low } à { $high })
figures-occasions-meaning = Mesurée en écartant des occasions entières ({ $occasions } au total), distinguées par la date ou le dossier. Pas nettement inférieure au chiffre ci-dessus.
figures-tuning = Changement dû à l’ajustement fin
figures-tuning-meaning = Ce que l’ajustement fin a changé au plus dans une partie du modèle (les poids d’une couche, par rapport à leur taille). Il change une copie : ce que voit le modèle préentraîné vient toujours de l’original. La copie seule verrait la même chose sur { $agreement } de vos photos.
figures-temperature = Température
figures-temperature-meaning = Rend les réponses moins sûres (au-dessus de 1) ou plus sûres (en dessous) ; reste proche de 1 avec peu de photos.

## The table of mix-ups

confusion-title = Confusions
confusion-save-csv = Enregistrer le tableau en CSV
confusion-save-svg = Enregistrer le tableau en SVG
# How a table is saved: what separates its fields, and how a half is written in it.
csv-choice = { $table } ({ $dialect })
csv-comma = virgule, 0.5
csv-semicolon = point-virgule, 0,5
confusion-not-saved = Le tableau n’a pas pu être enregistré. Réessayez.
confusion-order = Ordre
# The choices of an order.
confusion-order-made = de création
confusion-order-mistakes = le plus d’erreurs d’abord
confusion-order-name = par nom
confusion-first = Les { $count } premières classes dans cet ordre ; le fichier les contient toutes.
confusion-caption = Lignes : la classe des photos. Colonnes : les réponses, pour des photos qui n’ont pas servi à apprendre.
# The corner of the table: what its rows and its columns are.
confusion-rows = classe ↓
confusion-columns = réponse →
confusion-figure-right = { $count ->
    [one] { $count } photo de { $class } reconnue
   *[other] { $count } photos de { $class } reconnues
}
confusion-figure-wrong = { $count ->
    [one] { $count } photo de { $class } confondue avec { $other }
   *[other] { $count } photos de { $class } confondues avec { $other }
}
# Titles of the dialogue with the photos behind a figure.
confusion-photos-right = { $class } : photos reconnues
confusion-photos-wrong = { $class } : photos confondues avec { $other }
# In which order photos are shown. Part of photos-in-order: “3 photos, least confident first.”
photos-order-least-sure = les moins sûres d’abord
photos-order-surest-mistakes = les erreurs les plus sûres d’abord
photos-order-strangest = les plus inhabituelles d’abord
# The same table as a picture.
confusion-picture-accuracy = { $count } photos jamais vues, { $share } reconnues (intervalle à 95 % : { $low } à { $high })
confusion-picture-axes = Lignes : la classe des photos. Colonnes : les réponses.

## What more photos would bring

learning-title = Ce qu’apporteraient plus de photos
learning-too-few = Trop peu de photos pour prévoir ce que d’autres apporteraient.
learning-twice-same = Deux fois plus de photos changeraient peu de chose : toujours environ { $then } de bonnes réponses sur des photos jamais vues, entre { $low } et { $high }.
learning-twice = Avec deux fois plus de photos, attendez-vous à environ { $then } de bonnes réponses sur des photos jamais vues au lieu de { $now }, entre { $low } et { $high }.
learning-chart = Bonnes réponses sur des photos jamais vues, selon le nombre de photos
# The legend of the chart.
learning-measured = mesurée, avec son intervalle à 95 %
learning-expected = deux fois plus de photos : environ { $share }, avec sa fourchette
# The axes of the chart. It is 330 pixels wide.
learning-across = photos d’entraînement par classe (×2 à chaque pas)
learning-up = bonnes réponses
# The chart for those who do not see it. $points are some of the next messages in a row.
learning-description = Bonnes réponses sur des photos jamais vues, selon le nombre de photos d’entraînement : { $points }.
learning-point-one = { $share } avec 1 photo par classe
# $photos may be a fraction: “9.6”.
learning-point = { $share } avec { $photos } photos par classe
learning-points = { $before } ; { $last }

## Whether the confidence of answers matches how often they are right

reliability-title = À quel point les réponses sont sûres, et à quelle fréquence elles sont justes
reliability-across = certitude de la réponse
reliability-up = part de réponses justes
# The legend of the chart.
reliability-exact = aussi souvent justes que sûres
reliability-before = avant la mise à l’échelle par température, { $error } d’écart en moyenne
reliability-after = après, { $error } d’écart en moyenne ; un point plus grand représente plus de photos
reliability-measured = réponses sur des photos jamais vues, { $error } d’écart en moyenne ; un point plus grand représente plus de photos
# The chart for those who do not see it. $answers and $before are some of the next messages in a row.
reliability-description = Selon la certitude de la réponse : { $answers }.
reliability-description-both = Selon la certitude de la réponse : { $answers }. Avant la mise à l’échelle par température : { $before }.
reliability-bin = { $count ->
    [one] { $count } photo : réponse sûre à { $sure } en moyenne, juste dans { $right } des cas
   *[other] { $count } photos : réponses sûres à { $sure } en moyenne, justes dans { $right } des cas
}
reliability-bins = { $before } ; { $last }

## None of these

none-of-these = Aucune de ces classes
# The label of a choice; its options are the next message, from never to readily.
unknown-choice = Répondre « aucune de ces classes »
unknown-share = { $count ->
    [0] jamais
    [50] rarement (1 sur 50 de mes photos)
    [20] parfois (1 sur 20 de mes photos)
    [10] souvent (1 sur 10 de mes photos)
    [5] très souvent (1 sur 5 de mes photos)
   *[other] pour 1 sur { $count } de mes photos
}
unknown-rejects-none = Chaque photo reçoit une de vos classes, quoi qu’elle montre.
unknown-rejects-no-own = { $judged ->
    [one] Avec ce réglage, votre seule photo ne serait pas rejetée.
   *[other] Avec ce réglage, aucune de vos { $judged } photos ne serait rejetée.
}
unknown-rejects = Avec ce réglage, { $rejected } de vos { $judged } photos { $rejected ->
    [one] serait rejetée
   *[other] seraient rejetées
}.
# A link: it opens the photos that would be turned away.
unknown-look = { $count ->
    [one] La voir
   *[other] Les voir
}
unknown-effect = Un réglage plus strict repère plus de photos d’autre chose, mais rejette plus de vos propres photos.
unknown-photos = Rejetées : aucune de ces classes
# With an answer: the bold first words, and what follows.
unknown-note = Aucune de ces classes.
unknown-note-unlike = La photo ne ressemble à aucune de vos classes.
# $name is one of the 1000 English names that the pretrained model knows.
unknown-note-guess = La photo ne ressemble à aucune de vos classes. Le modèle préentraîné voit : { $name } ({ $share }).

## Whether the pretrained model is unchanged

integrity-title = Le modèle préentraîné est-il inchangé ?
integrity-about = Le modèle préentraîné connaît 1 000 choses. Votre entraînement ne peut pas le modifier. Vérifiez-le : Handlens charge une deuxième copie depuis le fichier publié et compare les réponses des deux sur vos photos.
# Buttons.
integrity-compare = Comparer sur mes photos
integrity-compare-again = Comparer de nouveau
integrity-comparing = Comparaison
integrity-unfinished = La comparaison n’a pas pu être menée à bien.
integrity-same = Rien n’a changé : le modèle est celui qui a été publié, et ses réponses sont identiques.
integrity-different = Le modèle utilisé n’est pas celui qui a été publié.
integrity-first = Même première réponse (sur 1 000)
integrity-five = Mêmes cinq premières réponses, dans le même ordre
integrity-of-photos = { $same } sur { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
integrity-difference = Plus grand écart de probabilité
# The two files, and whether they are as they should be. Their hashes follow.
integrity-file = Fichier de poids (SHA-256)
integrity-file-same = celui qui a été publié
integrity-file-other = différent de celui qui a été publié
integrity-weights = Poids utilisés (SHA-256)
integrity-weights-same = identiques au fichier
integrity-weights-other = différents du fichier
integrity-sample = { $chosen } de vos { $count } photos, choisies à intervalles réguliers.
integrity-photos = Ce que le modèle préentraîné voit dans chaque photo
# Heads of a table.
integrity-photo = Photo
integrity-before = Version publiée
integrity-now = Maintenant

## Why a photo gets its answer

why-button = Pourquoi ?
why-interrupted = Le worker s’est arrêté avant de pouvoir expliquer la réponse. Redemandez.
# Stands before the choice of an answer; behind it, where there is another answer to compare with, the next message and that answer: “Evidence for [cat] rather than dog”.
why-what-speaks-for = Indices pour
why-rather-than = plutôt que pour
# The legend of the two colours.
why-legend-for = pour { $name }
why-legend-against = contre
why-show = Afficher les zones
why-hide = Masquer les zones
why-about = Les parties sans couleur comptent peu. Les zones sont grossières : chacune mesure environ un septième du côté de la photo.
# The photo for those who do not see it: its name, and one of the next four sentences.
why-picture = { $photo }. { $sentence }
# $place and $against are one of the messages why-place-…
why-nothing = Aucune zone ne désigne { $name } plus qu’une autre.
why-for = Pour { $name } : { $place }.
why-against = Contre { $name } : { $place }.
why-for-and-against = Pour { $name } : { $place }. Contre : { $against }.
why-place-upper-left = surtout en haut à gauche
why-place-top = surtout en haut
why-place-upper-right = surtout en haut à droite
why-place-left = surtout à gauche
why-place-middle = surtout au milieu
why-place-right = surtout à droite
why-place-lower-left = surtout en bas à gauche
why-place-bottom = surtout en bas
why-place-lower-right = surtout en bas à droite
why-place-several = plusieurs endroits

## The answer for a photo

answer-waiting = Analyse en cours…
answer-took = réponse en { $time }
answer-outdated = Cette réponse vient d’un entraînement précédent.
# The photo is one of the photos of the project.
answer-present = Cette photo est dans votre projet, dans « { $class } ». Handlens apprend à partir d’elle : la réponse en dit donc peu sur de nouvelles photos.
# The same where the photo has been removed from the project since.
answer-learned = Le modèle a appris avec cette photo : la réponse en dit donc peu sur de nouvelles photos.
answer-ask-again = Redemander
answer-interrupted = Le worker s’est arrêté avant de pouvoir répondre. Redemandez.
answer-none = Pas de réponse
# What stands below each is a list of names.
answer-own = Vos classes
answer-pretrained = Le modèle préentraîné voit
answer-more-classes = { $count ->
    [one] { $count } autre classe
   *[other] { $count } autres classes
}
answer-nearest = Vos photos les plus ressemblantes

## Trying photos

try-title = Essayer
try-clear = Vider
try-drop = Déposez de nouvelles photos ici
try-drop-more = Quelques-unes, ou beaucoup dans un dossier ou un ZIP
# Buttons.
try-choose = Choisir
try-folder = Dossier
try-paste = Coller
try-paste-title = Coller une photo du presse-papiers
try-webcam-title = Montrer quelque chose à la webcam
try-hint = Tant que deux classes n’ont pas de photos, seul le modèle préentraîné répond. Il connaît 1 000 choses, mais pas les vôtres.

## Training

training-title = Qualité des réponses
training-needs-classes = Ajoutez des photos à au moins deux classes.
training-soon = L’entraînement commencera dès que les photos seront ajoutées.
training-held = Le dernier entraînement ne s’est pas terminé ; la mémoire ne suffit peut-être pas. Cliquez sur « Entraîner » pour le relancer. Il demande moins de mémoire avec moins de plis.
tuning-title = Ajustement fin
tuning-running = Adaptation du modèle à vos photos (ajustement fin) : { $share }. D’ici là, c’est le modèle rapide qui répond, et les résultats sont les siens.
tuning-stop = Arrêter l’ajustement fin
tuning-off = L’ajustement fin est désactivé, comme vous l’avez choisi : c’est le modèle rapide qui répond.
tuning-on = Activer l’ajustement fin
tuning-kept = Ajusté : { $before } → { $after } de réponses justes sur des photos jamais vues. Conservé.
tuning-kept-as-set = Ajusté : { $before } → { $after } de réponses justes sur des photos jamais vues. Conservé, comme vous l’avez choisi.
tuning-kept-on-the-whole = Ajusté : { $before } → { $after } de réponses justes sur des photos jamais vues. Pas de gain sur ces photos, mais conservé : à partir de dix photos par classe, cela aide dans l’ensemble.
tuning-not-kept = L’ajustement fin n’a rien apporté ici ({ $before } → { $after } de réponses justes sur des photos jamais vues). C’est le modèle rapide qui répond.
# Follows the sentences tuning-kept and tuning-not-kept.
tuning-pessimistic = Mesuré avec un modèle ajusté sur la moitié seulement des photos.
training-running = { $count ->
    [one] Entraînement sur { $count } photo…
   *[other] Entraînement sur { $count } photos…
}
# $time is a duration. An epoch is a pass over all photos.
training-done = Entraîné sur { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} en { $time }, { $epochs ->
    [one] { $epochs } époque
   *[other] { $epochs } époques
}
training-done-limit = Entraîné sur { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} en { $time }, { $epochs ->
    [one] { $epochs } époque
   *[other] { $epochs } époques
}, le maximum ; en faire plus aiderait encore
training-curve-accuracy = Bonnes réponses sur des photos jamais vues
training-curve-loss = Perte d’entraînement, nats
# The horizontal axis of the two curves.
curve-epochs = époque
# The curve for those who do not see it.
curve-description = De { $from } (époque { $first }) à { $to } (époque { $last }).
curve-none = Pas encore d’entraînement.

## The settings of training

hyperparameters-title = Avancé
# Behind “Advanced”: a setting is other than it was at first.
hyperparameters-changed = · modifié
hyperparameters-about = L’entraînement redémarre après chaque modification. Les mêmes photos et les mêmes réglages donnent le même classifieur.
hyperparameters-train = Entraîner
hyperparameters-reset-all = Tout réinitialiser
hyperparameter-reset = Réinitialiser : { $setting }
# $help is one of the messages hyperparameter-…-help.
hyperparameter-range = { $help } De { $min } à { $max }, { $default } par défaut.
hyperparameter-on-by-default = { $help } Activé par défaut.
hyperparameter-off-by-default = { $help } Désactivé par défaut.
# What each setting is called, what stands behind its number, and what it does.
hyperparameter-learning-rate = Taux d’apprentissage
hyperparameter-learning-rate-unit = × pas stable
hyperparameter-learning-rate-help = Longueur de chaque pas, par rapport au plus grand qui converge à coup sûr.
hyperparameter-weight-decay = Régularisation L2
hyperparameter-weight-decay-unit = λ dans ½·λ·‖W‖²
hyperparameter-weight-decay-help = Pénalise les grands poids. Plus la valeur est élevée, plus les réponses sont prudentes.
hyperparameter-epochs = Nombre maximal d’époques
hyperparameter-epochs-unit = passages
hyperparameter-epochs-help = L’entraînement s’arrête plus tôt dès qu’il a convergé.
hyperparameter-folds = Plis de validation
hyperparameter-folds-unit = plis, 0 pour aucun
hyperparameter-folds-help = Chaque photo est évaluée par un classifieur entraîné sans le pli où elle se trouve.
hyperparameter-seed = Graine
hyperparameter-seed-help = Les mêmes photos et la même graine donnent le même classifieur.
hyperparameter-layers = Ce qui apprend
hyperparameter-layers-help = Le modèle rapide apprend en un instant à quelle classe correspond ce que voit le modèle préentraîné (on l’appelle une tête de classification). L’ajustement fin adapte aussi à vos photos une copie des dernières couches du modèle préentraîné. C’est plus long, et utile surtout quand les classes se ressemblent.
hyperparameter-layers-auto = Le modèle rapide, et l’ajustement fin si cela aide
hyperparameter-layers-head = Le modèle rapide seulement
hyperparameter-layers-last = Le modèle rapide, et toujours l’ajustement fin
hyperparameter-balance = Équilibrer les classes
hyperparameter-balance-help = Donne à une classe de peu de photos le même poids qu’à une classe qui en a beaucoup. Si ce réglage est désactivé, toutes les photos comptent autant et, dans le doute, la plus grande classe l’emporte.

## Charts

# A share at a tick of an axis, in narrow space.
chart-share = { $number } %
# A number with nothing around it. It may be like “1.2e-7”.
number-alone = { $number }
# A chart for those who do not see it.
chart-in-words = { $title }. { $description }

## What a screen reader announces

spoken-result = { $accuracy } de bonnes réponses sur des photos jamais vues, intervalle de { $low } à { $high }.
# $photo is the name of a file, $answer the best answer with its share.
spoken-answer = { $photo } : { $answer }
# $answer is spoken-answer. $remarks is answer-present or answer-learned, and what note-of-file says; one or more.
spoken-answer-remarks = { $answer }. { $remarks }

## Photos to check: the panel

issues-title = Photos à vérifier
issues-mislabelled = Probablement dans la mauvaise classe
issues-mislabelled-meaning = Un classifieur qui n’a pas appris de la photo est bien plus sûr d’une autre classe.
issues-duplicates = Photos presque identiques
issues-duplicates-meaning = Handlens n’apprend rien de nouveau des copies ; de la même photo dans deux classes, il apprend quelque chose de faux.
issues-outlier = Différentes du reste de leur classe
issues-outlier-meaning = Elles montrent peut-être autre chose, ou la classe a besoin de plus de photos de ce genre.
issues-blurred = Floues
issues-blurred-meaning = Rien n’est net sur la photo.
issues-dark = Trop sombres
issues-dark-meaning = Aucune zone de la photo n’est claire.
issues-tiny = Très petites
issues-tiny-meaning = La photo a au plus un quart des pixels que le modèle utilise.
issues-looking = { $count ->
    [one] Encore { $count } photo à vérifier…
   *[other] Encore { $count } photos à vérifier…
}
issues-not-yet = Toutes les photos n’ont pas encore été vérifiées.
issues-nothing = Aucun problème : aucune photo ne semble mal classée, en double, floue, sombre ou très petite.
# Before a training that could find photos in the wrong class.
issues-nothing-but-classes = Aucun problème pour l’instant : aucune photo ne semble en double, floue, sombre ou très petite. Le classement des photos n’a pas encore été vérifié.
issues-kept = { $count ->
    [one] { $count } photo est gardée telle quelle.
   *[other] { $count } photos sont gardées telles quelles.
}
# A link behind that sentence.
issues-show-again = Les afficher de nouveau

## Photos to check: the photos with one kind of problem

issues-none-left = Il n’en reste plus.
# Groups of photos that are nearly the same; $meaning is a sentence of the panel.
issues-groups = { $count ->
    [one] { $count } groupe. { $meaning }
   *[other] { $count } groupes. { $meaning }
}
# Always many: more than $shown, which is 24.
issues-groups-first = Les { $shown } premiers groupes sur { $count }. { $meaning }
issues-photos = { $count ->
    [one] { $count } photo. { $meaning }
   *[other] { $count } photos. { $meaning }
}
issues-photos-first = Les { $shown } premières photos sur { $count }. { $meaning }
# $change is a change as the history names it, such as "Delete 3 photos".
issues-done = Fait : { $change }.
issues-done-kept = { $count ->
    [one] { $count } photo reste telle quelle.
   *[other] { $count } photos restent telles quelles.
}
issues-taken-back = C’est annulé.
finding-class = Dans « { $class } »
# A photo of $class that looks like one of the class $other; $share is how sure that is, such as "71 %".
finding-looks-like = Dans « { $class } », ressemble à « { $other } » ({ $share })
finding-move-to = Déplacer vers « { $class } »
# What a button is called for those who do not see it; $photo is a file's name.
finding-delete-named = Supprimer : { $photo }
finding-keep-named = Garder telle quelle : { $photo }
finding-keep = Garder telle quelle
# A class in the sentences below, of which there may be several with list-and between.
finding-class-name = « { $class } »
# Photos that are nearly the same: at least two.
finding-copies = { $count } fois dans { $class }
finding-across = Dans { $classes } : la même photo dans plusieurs classes. Elle ne peut appartenir qu’à une seule.
finding-keep-only = Garder seulement dans « { $class } »
# Photos of a group that are not shown.
finding-hidden = et { $count } de plus
finding-delete-copies = { $count ->
    [one] Supprimer la copie
   *[other] Supprimer les { $count } copies
}
finding-keep-group = Les garder toutes
findings-delete-copies = { $count ->
    [one] Supprimer { $count } copie (même classe)
   *[other] Supprimer { $count } copies (même classe)
}
# At least two photos.
findings-delete = Supprimer les { $count }
findings-keep = Les garder toutes telles quelles

## Many photos tried at once: the table

batch-open = { $count ->
    [one] Afficher le tableau de { $count } photo
   *[other] Afficher le tableau de { $count } photos
}
batch-title = Photos essayées
batch-close = Fermer le tableau sans le perdre
batch-looking-label = Analyse des photos
batch-clear = Vider
batch-clear-hint = Retirer ces photos et leurs réponses
# Before the first photo is found.
batch-looking = Analyse en cours…
# How far it is. The parts below follow it, with " · " between.
batch-done = { $count ->
    [one] { $done } sur { $count } photo
   *[other] { $done } sur { $count } photos
}
batch-pace = { $photos } photos/s
batch-refused = { $count ->
    [one] { $count } fichier n’a pas pu être utilisé
   *[other] { $count } fichiers n’ont pas pu être utilisés
}
batch-outdated = { $count } d’un entraînement précédent
# For those who do not see the table.
batch-told-looking = { $count ->
    [one] Analyse de { $count } photo.
   *[other] Analyse de { $count } photos.
}
# $quarters is 1, 2 or 3.
batch-told-quarters = { $quarters ->
    [1] Un quart de { $count } photos terminé.
    [2] La moitié de { $count } photos terminée.
   *[3] Les trois quarts de { $count } photos terminés.
}
batch-told-answered = { $count ->
    [one] Réponse donnée pour { $count } photo.
   *[other] Réponses données pour { $count } photos.
}
batch-told-outdated = { $count ->
    [one] La réponse pour { $count } photo vient d’un entraînement précédent ; elle est recalculée.
   *[other] Les réponses pour { $count } photos viennent d’un entraînement précédent ; elles sont recalculées.
}
batch-lost = Le worker s’est arrêté et a perdu ces photos. Il faut les analyser de nouveau.
batch-again = Analyser de nouveau
# Before the choice of rows to show.
batch-filter = Afficher
# A choice, or a class, with how many rows it shows.
batch-filter-choice = { $name } ({ $count })
batch-filter-all = Toutes
batch-filter-open = Hors du projet
# Photos that are in the project.
batch-filter-present = Dans le projet
# Photos whose file could not be read just as it is: a preview was used, a part is missing and the like.
batch-filter-noted = Avec une remarque
batch-filter-refused = Inutilisables
# The answer that a photo is of none of the classes; also the folder of such photos in a zip.
batch-none-of-these = Aucune de ces classes
# Below that answer.
batch-most-like = proche de { $class }
batch-waiting = En attente…
# One photo was added to the project.
batch-added = Ajoutée
# It was added to another class than its answer.
batch-added-otherwise = Ajoutée ; réponse : { $class }
# The photo was in the project before; the class is its class there.
batch-present = Déjà dans le projet
# Its class in the project is not its answer.
batch-present-otherwise = Déjà dans le projet ; réponse : { $class }
# Behind one of these: the model that answered has learned from this very photo, so its answer is no test.
batch-learned = le modèle a appris avec elle
# What the pretrained model sees, with how sure it is of that.
batch-seen = { $name } ({ $share })
batch-column-photo = Photo
batch-column-name = Nom
batch-column-class = Classe
# How sure the answer is, in percent.
batch-column-sure = Certitude
batch-column-seen = Le modèle préentraîné voit
batch-sort-by-name = Trier par nom
batch-sort-by-class = Trier par classe
batch-sort-by-sure = Trier par certitude
batch-empty = Aucune photo à afficher ici.
batch-select-shown = Sélectionner toutes les photos affichées
batch-select-none = Tout désélectionner

## Many photos tried at once: what can be done with them

batch-none-selected = Sélectionnez des photos pour les ajouter à vos classes.
batch-no-class = Il n’y a pas encore de classe.
batch-accept = Ajouter à sa classe
batch-accept-hint = Ajouter chaque photo à la classe donnée en réponse
batch-correct = Changer en…
batch-correct-label = Changer en… une classe au choix et y ajouter les photos
# The name in quotation marks is that of batch-correct.
batch-left-out = { $count ->
    [one] { $count } photo n’a pas de classe en réponse. Choisissez-en une avec « Changer en… ».
   *[other] { $count } photos n’ont pas de classe en réponse. Choisissez-en une avec « Changer en… ».
}
batch-export = Exporter
batch-export-label = Exporter les photos sélectionnées ou toutes celles qui sont affichées
batch-export-table = { $count ->
    [one] Tableau en CSV : { $count } ligne
   *[other] Tableau en CSV : { $count } lignes
}
batch-export-photos = { $count ->
    [one] ZIP avec un dossier par classe : { $count } photo
   *[other] ZIP avec un dossier par classe : { $count } photos
}
batch-table-not-saved = Le tableau n’a pas pu être enregistré. Réessayez.
batch-nothing-to-sort = Aucune de ces photos n’a de réponse qui permette de la ranger.
# More files were dropped than are tried at once.
batch-left-out-files = { $count ->
    [one] Seuls les { $taken } premiers fichiers ont été utilisés ; { $count } autre a été laissé de côté. Essayez-le ensuite.
   *[other] Seuls les { $taken } premiers fichiers ont été utilisés ; { $count } autres ont été laissés de côté. Essayez-les ensuite.
}
batch-no-file = Ce que vous avez déposé ne contient aucun fichier.
try-left-out = { $count ->
    [one] { $count } fichier a été ignoré.
   *[other] { $count } fichiers ont été ignorés.
}

## The classes

classes-title = Classes
classes-total = { $classes ->
        [one] { $classes } classe
       *[other] { $classes } classes
    }, { $photos ->
        [one] { $photos } photo
       *[other] { $photos } photos
    }
classes-drop-first = Ou déposez des photos et des dossiers ici
classes-drop-more = Nouvelle classe : déposez des photos ou un dossier
classes-drop-hint = Un dossier devient une classe qui porte son nom ; chaque sous-dossier devient une classe.
classes-choose-folder = Choisir un dossier
classes-choose-photos = Choisir des photos
classes-new-first = Nommez votre première classe
classes-new = Nouvelle classe
classes-new-example = par exemple, Chêne
classes-add = Ajouter la classe
# The name of a class that the person has not named; $number is a number.
class-default-name = Classe { $number }

## The card of a class

class-card-label = Classe { $class }
class-card-empty = Déposez des photos ici
class-card-add-photos = Ajouter des photos
class-card-add-folder = Ajouter un dossier
class-card-paste = Coller
class-card-paste-hint = Coller une photo du presse-papiers
class-card-webcam = Webcam
class-card-webcam-hint = Prendre des photos avec la webcam
# The name of a photo that was taken with the webcam; $number is a number.
class-card-webcam-photo = Webcam { $number }
class-card-shutter = Maintenir pour photographier
class-card-menu = Actions pour { $class }
# A menu's entry that leads on to a choice of classes.
class-card-merge-more = Fusionner dans…
# The title of that choice.
class-card-merge = Fusionner dans
class-card-delete = Supprimer avec ses photos
class-card-deleted = Classe « { $class } » supprimée.
class-name-hint = Cliquez ou appuyez sur F2 pour renommer
class-name-label = Nom de la classe

## Photos, and what can be done with selected ones

photos-grid-label = Photos
photos-move = Déplacer vers
photos-move-label = Déplacer vers une autre classe
selection-label = Photos sélectionnées
# Photos.
selection-count = { $count ->
    [one] { $count } sélectionnée
   *[other] { $count } sélectionnées
}
# The same for those who do not see it.
selection-told = { $count ->
    [one] { $count } photo sélectionnée
   *[other] { $count } photos sélectionnées
}
selection-open = Ouvrir
# Selects nothing any more.
selection-clear = Désélectionner
# $order says in which order, such as "the strangest first"; it has no full stop.
photos-in-order = { $count ->
    [one] { $count } photo, { $order }.
   *[other] { $count } photos, { $order }.
}
# Always many: more than $shown, which is 200.
photos-in-order-some = { $count } photos, { $order } ; en voici { $shown }.
photos-select-all = Sélectionner pour déplacer ou supprimer

## One photo, shown large

viewer-previous = Photo précédente
# With the key that does the same.
viewer-previous-hint = Photo précédente (←)
viewer-next = Photo suivante
viewer-next-hint = Photo suivante (→)
# $date is a date with its time.
viewer-taken = Prise le { $date }
viewer-file-dated = Date du fichier : { $date }
# In degrees.
viewer-place = lieu : { $latitude }, { $longitude } (reste sur cet appareil)

## Numbers with their units

size-kilobytes = { $number } ko
size-megabytes = { $number } Mo
size-gigabytes = { $number } Go
size-terabytes = { $number } To
duration-milliseconds = { $number } ms
duration-seconds = { $number } s
duration-minutes = { $number } min
# A time that is still to be waited.
time-left-seconds = encore { $count } s
time-left-minutes = encore { $count } min
time-left-hours = encore { $number } h
# How long ago something was changed.
ago-just-now = à l’instant
ago-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
ago-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
}
ago-yesterday = hier
ago-days = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
}
ago-weeks = { $count ->
    [one] il y a { $count } semaine
   *[other] il y a { $count } semaines
}
ago-months = il y a { $count } mois
ago-years = { $count ->
    [one] il y a { $count } an
   *[other] il y a { $count } ans
}

## Sentences in a row

# Two whole sentences, one after the other.
sentences = { $first } { $then }
# The name of a file, and a sentence that goes on from it: “a.txt is not an image.”
notice-of-photo = { $photo } { $message }
# The same where the name stands elsewhere: “This file is not an image.”
note-of-file = Ce fichier { $message }
# The same of several files: “Each of these 3 files is not an image.” Their names follow.
notice-of-files = Chacun de ces { $count } fichiers { $message }

## The page as a whole

# What the browser shows as the title of the tab.
page-title = Handlens : distinguez vos propres photos
page-title-projects = Projets – Handlens
page-opening = Ouverture…
page-opening-project = Ouverture de « { $name } »…
page-stopped = La page s’est arrêtée à cause d’une erreur. Rechargez-la ; ce qui est enregistré est conservé. ({ $detail })
# In the place of the name of a class.
class-gone = une classe qui n’existe plus
# About a photo that was held out of a training, and that the model then took for another class.
photo-mistake = Jamais vue, confondue avec « { $name } » ({ $share })
close-by-escape = Fermer (Échap)

## The header

header-privacy = Vos photos restent sur cet appareil
header-privacy-title = Comment vérifier que rien ne quitte cet appareil
# A project that is held in memory alone.
header-in-memory = Ce projet disparaît avec l’onglet
header-storage = Stockage
# The group of the buttons Undo and Redo.
header-history = Historique
# $change is what would be undone: “Delete 3 photos”.
undo-change = Annuler : { $change }
redo-change = Rétablir : { $change }
undo-nothing = Rien à annuler
redo-nothing = Rien à rétablir
# In the place of “GPU” or “CPU”, until it is known which of them does the work.
header-device-starting = Démarrage…
# $device is “CPU”, or “GPU” with its name.
header-device-question = { $device }. Qui fait les calculs ?
# $reason is a sentence, or nothing.
header-device-gpu = Votre GPU fait les calculs, par WebGPU : { $name }. Rien n’est calculé ailleurs. { $reason }
header-device-unknown = Handlens charge encore ce dont il a besoin.

## What is loaded at the start

loading-label = Chargement
loading-begin = Chargement…
# $amount is “3.1 of 12.4 MB”.
loading-program = Chargement du programme · { $amount }
loading-start = Démarrage du programme…
loading-model = Chargement du modèle · { $amount }
loading-ready = Préparation…
loading-megabytes-of = { $loaded } sur { $total } Mo
loading-megabytes = { $loaded } Mo

## The first steps, on an empty page

first-steps = Apprenez à Handlens à distinguer vos photos
first-steps-classes = Créez une classe pour chaque sorte
first-steps-classes-more = Par exemple, une pour le chêne et une pour le hêtre. Deux suffisent pour commencer.
first-steps-drop = Déposez-y des photos
first-steps-drop-more = Dix de chaque, c’est un bon début. Handlens apprend pendant que vous les ajoutez.
first-steps-try = Essayez une nouvelle photo
first-steps-try-more = Handlens répond en quelques secondes, et dit à quel point il est sûr.

## The bar at the bottom of a narrow screen

tabs = Sections de la page
tab-classes = Classes
tab-try = Essayer
tab-results = Résultats

## Alerts and toasts

# A button: open the project that is named beside it.
toast-open = Ouvrir
toast-project-deleted = Le projet « { $name } » a été supprimé.
# Opens a list of what there is to say about single photos.
notice-reasons = { $count ->
    [one] { $count } raison
   *[other] { $count } raisons
}
notice-notes = { $count ->
    [one] { $count } remarque
   *[other] { $count } remarques
}
# The end of that list, where it is too long.
notices-unlisted = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}

## Photos that are added

# For those who do not see the bar.
import-line-label = Ajout de photos
import-line-adding = Ajout de photos : { $done } sur { $total }
import-line-speed = { $number } photos/s
import-line-opening-archive = Lecture de { $name }…
import-line-cancelling = { $count ->
    [one] Annulation de l’import de { $count } photo…
   *[other] Annulation de l’import de { $count } photos…
}
import-line-cancelling-archive = Annulation de l’import de { $name }…
import-line-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
import-cancel-all = Tout annuler
# The end of an import. The three sentences stand in a row.
import-end-added = { $count ->
    [0] Aucune photo n’a été ajoutée.
    [one] { $count } photo ajoutée.
   *[other] { $count } photos ajoutées.
}
# The photos of one archive or of several, by their names; and with loose photos beside them.
import-end-added-from = { $count ->
    [0] Aucune photo de { $names } n’a été ajoutée.
    [one] { $count } photo de { $names } ajoutée.
   *[other] { $count } photos de { $names } ajoutées.
}
import-end-added-with = { $count ->
    [0] Aucune photo n’a été ajoutée, pas même de { $names }.
    [one] { $count } photo ajoutée, { $names } compris.
   *[other] { $count } photos ajoutées, y compris celles de { $names }.
}
import-end-duplicates = { $count ->
    [one] { $count } y était déjà.
   *[other] { $count } y étaient déjà.
}
import-end-refused = { $count ->
    [one] { $count } fichier n’a pas pu être utilisé.
   *[other] { $count } fichiers n’ont pas pu être utilisés.
}
import-end-archives-refused = { $count ->
    [one] { $count } archive n’a pas pu être utilisée.
   *[other] { $count } archives n’ont pas pu être utilisées.
}
import-unlabelled = { $count ->
    [one] { $count } photo sans étiquette a été ignorée.
   *[other] { $count } photos sans étiquette ont été ignorées.
}
unlabelled-folders = { $count ->
    [one] Dossier : { $names }
   *[other] Dossiers : { $names }
}
import-end-cancelled = { $count ->
    [0] Annulé. Rien n’a été ajouté.
    [one] Annulé. { $count } photo a été retirée.
   *[other] Annulé. { $count } photos ont été retirées.
}
import-end-others-cancelled = { $count ->
    [0] Les autres ont été annulés.
    [one] Les autres ont été annulés ; { $count } de leurs photos a été retirée.
   *[other] Les autres ont été annulés ; { $count } de leurs photos ont été retirées.
}
import-end-interrupted = { $count ->
    [0] L’import a été interrompu avant l’arrivée d’une photo. Ajoutez de nouveau les photos.
    [one] L’import a été interrompu après { $count } photo. Ajoutez de nouveau le reste.
   *[other] L’import a été interrompu après { $count } photos. Ajoutez de nouveau le reste.
}
import-end-others-interrupted = { $count ->
    [0] Les autres ont été interrompus avant l’arrivée d’une photo. Ajoutez-les de nouveau.
    [one] Les autres ont été interrompus après { $count } photo. Ajoutez de nouveau le reste.
   *[other] Les autres ont été interrompus après { $count } photos. Ajoutez de nouveau le reste.
}
import-interrupted = { $count ->
    [0] Le dernier import a été interrompu avant l’arrivée d’une photo. Ajoutez de nouveau les photos.
    [one] Le dernier import a été interrompu après { $count } photo. Ajoutez de nouveau le reste.
   *[other] Le dernier import a été interrompu après { $count } photos. Ajoutez de nouveau le reste.
}
import-interrupted-of = { $count ->
    [0] Le dernier import a été interrompu : aucun des { $total } fichiers n’est arrivé. Ajoutez-les de nouveau.
    [one] Le dernier import a été interrompu : { $count } fichier sur { $total } est arrivé. Ajoutez de nouveau le reste.
   *[other] Le dernier import a été interrompu : { $count } fichiers sur { $total } sont arrivés. Ajoutez de nouveau le reste.
}
intake-new-class = Ces photos vont dans une nouvelle classe, « { $name } ». Cliquez sur son nom pour le changer.
intake-left-out = { $left_out ->
    [one] Seuls les { $taken } premiers fichiers ont été utilisés ; { $left_out } autre a été laissé de côté. Ajoutez-le séparément.
   *[other] Seuls les { $taken } premiers fichiers ont été utilisés ; { $left_out } autres ont été laissés de côté. Ajoutez-les séparément.
}
intake-nameless = { $count ->
    [one] Un élément n’a pas pu être ouvert : le navigateur n’a fourni aucun fichier. Enregistrez-le d’abord comme fichier, puis ajoutez celui-ci.
   *[other] { $count } éléments n’ont pas pu être ouverts : le navigateur n’a fourni aucun fichier. Enregistrez-les d’abord comme fichiers, puis ajoutez ceux-ci.
}
intake-folders-unreadable = { $count ->
    [one] Le dossier { $names } n’a pas pu être lu jusqu’au bout. Copiez-le ailleurs et ajoutez la copie.
   *[other] { $count } dossiers n’ont pas pu être lus jusqu’au bout : { $names }. Copiez-les ailleurs et ajoutez les copies.
}
intake-folders-empty = { $count ->
    [one] Le dossier { $names } est vide.
   *[other] { $count } dossiers sont vides : { $names }.
}
left-out-label-file = contient des étiquettes, qui ne sont pas lues : ce sont les dossiers qui nomment les classes.
left-out-metadata = contient la date, le lieu ou le titre d’une photo, inutiles ici.
left-out-mask = est un masque et non une photo, et a été ignoré.
intake-folders-into-class = Les photos de { $count } dossiers vont dans « { $name } ». Pour faire de chaque dossier une classe, annulez et déposez-les sur « Nouvelle classe ».
intake-names-shortened = { $count ->
    [one] { $count } nom de classe a plus de { $limit } caractères. Le milieu est supprimé.
   *[other] { $count } noms de classe ont plus de { $limit } caractères. Le milieu est supprimé.
}
intake-nothing = Ce que vous avez ajouté ne contient aucune photo.
intake-only-system = { $count ->
    [one] { $names } appartient au système ou à un programme, comme les vignettes que crée un stockage réseau. Aucune de vos propres photos ne s’y trouve.
   *[other] { $names } appartiennent au système ou à un programme, comme les vignettes que crée un stockage réseau. Aucune de vos propres photos ne s’y trouve.
}

## What is found in folders and archives, before it is added

preview-label = Vérifier avant d’ajouter
preview-title = Ce qui va être ajouté
preview-title-archive = Ce qui va être ajouté depuis { $name }
preview-number = Question { $number } sur { $count }
preview-levels = Quels dossiers sont les classes ?
preview-level = { $count ->
    [one] { $names } ({ $count } classe)
   *[other] { $names } ({ $count } classes)
}
preview-classes = Les classes et leurs photos
preview-more = { $count ->
    [one] et { $count } autre classe
   *[other] et { $count } autres classes
}
preview-no-classes = { $count ->
    [one] Aucun dossier ne nomme de classe ici : la photo va donc dans une seule classe, « { $name } ». Pour obtenir plusieurs classes, annulez, triez les photos dans un dossier par classe, puis ajoutez ces dossiers.
   *[other] Aucun dossier ne nomme de classe ici : les { $count } photos vont donc toutes dans une seule classe, « { $name } ». Pour obtenir plusieurs classes, annulez, triez les photos dans un dossier par classe, puis ajoutez ces dossiers.
}
preview-unlabelled = { $count ->
    [one] Ajouter aussi { $count } photo sans étiquette, à « { $name } »
   *[other] Ajouter aussi { $count } photos sans étiquette, à « { $name } »
}
preview-loose = { $count ->
    [one] Ajouter aussi { $count } photo qui n’est dans aucun dossier, à « { $name } »
   *[other] Ajouter aussi { $count } photos qui ne sont dans aucun dossier, à « { $name } »
}
preview-left-out = Ignorés
preview-system = { $count ->
    [one] { $count } fichier ou dossier système
   *[other] { $count } fichiers ou dossiers système
}
preview-label-files = { $count ->
    [one] { $count } fichier d’étiquettes, qui n’est pas lu : ce sont les dossiers qui nomment les classes
   *[other] { $count } fichiers d’étiquettes, qui ne sont pas lus : ce sont les dossiers qui nomment les classes
}
preview-metadata = { $count ->
    [one] { $count } fichier avec la date, le lieu ou le titre d’une photo : inutile ici
   *[other] { $count } fichiers avec les dates, lieux ou titres de photos : inutiles ici
}
preview-masks = { $count ->
    [one] { $count } masque
   *[other] { $count } masques
}
preview-archives = { $count ->
    [one] { $count } archive dans l’archive : décompressez-la et ajoutez son contenu
   *[other] { $count } archives dans l’archive : décompressez-les et ajoutez leur contenu
}
preview-no-photos = { $count ->
    [one] { $count } fichier qui n’est pas une photo : il sera nommé une fois les photos ajoutées
   *[other] { $count } fichiers qui ne sont pas des photos : ils seront nommés une fois les photos ajoutées
}
preview-empty = { $count ->
    [one] { $count } fichier vide
   *[other] { $count } fichiers vides
}
preview-over = { $count ->
    [one] { $count } classe avec { $photos } photos : un projet peut avoir au plus { $limit } classes
   *[other] { $count } classes avec { $photos } photos : un projet peut avoir au plus { $limit } classes
}
preview-splits = Les parties { $names } sont réunies, classe par classe.
preview-encoding = L’archive n’indique pas l’encodage de ses noms. Ils ont été lus comme { $encoding }.
preview-added-once = Une photo déjà présente dans le projet, ou en double ici, n’est ajoutée qu’une fois.
preview-add = { $count ->
    [one] Ajouter { $count } photo
   *[other] Ajouter { $count } photos
}
preview-add-some = { $count ->
    [one] Ajouter { $count } photo, en ignorer { $left_out }
   *[other] Ajouter { $count } photos, en ignorer { $left_out }
}

## The clipboard

# The name of a photo that has no file.
clipboard-photo = Photo collée
clipboard-empty = Il n’y a pas d’image dans le presse-papiers. Copiez-en une d’abord.
clipboard-class = Collé dans la classe « { $name } ». Pour coller dans une autre classe, cliquez d’abord dessus.
clipboard-not-allowed = Le navigateur n’a pas laissé cette page lire le presse-papiers. Appuyez plutôt sur Ctrl+V (⌘V).

## The webcam

webcam-name = Webcam
webcam-close = Éteindre la webcam
webcam-not-allowed = L’accès à la webcam n’a pas été autorisé. Autorisez-le pour cette page dans la barre d’adresse du navigateur, puis réessayez.
webcam-not-found = Aucune webcam n’a été trouvée. Branchez-en une et réessayez.
webcam-in-use = Un autre programme utilise la webcam. Fermez-le et réessayez.
webcam-not-offered = Ce navigateur ne propose pas de webcam ici ; la page doit être en https ou sur localhost.

## The worker’s end, as the page sees it

worker-slow = La préparation prend plus de temps que d’habitude. Si cela continue, redémarrez ; rien n’est perdu.
worker-stopped = Le worker s’est arrêté de façon inattendue.
# $cause is what the browser says, in English and without a full stop at the end.
worker-stopped-because = Le worker s’est arrêté de façon inattendue : { $cause }.
worker-unreadable = Le worker s’est arrêté de façon inattendue : un de ses messages n’a pas pu être lu.
worker-not-loaded = Le worker s’est arrêté de façon inattendue : son programme n’a pas pu être chargé.
worker-not-ready = Le worker n’a jamais été prêt.
worker-impossible = Ce navigateur ne peut pas exécuter de workers de type module ; un navigateur récent le peut.
# What follows stands behind one of the sentences on the worker’s end.
worker-again = Il a été redémarré.
worker-again-with-photos = Il a été redémarré ; vos photos sont toujours là.
worker-again-without-photos = { $count ->
    [one] Il a été redémarré, mais { $count } photo qui n’était que dans la mémoire de cet onglet doit être ajoutée de nouveau.
   *[other] Il a été redémarré, mais { $count } photos qui n’étaient que dans la mémoire de cet onglet doivent être ajoutées de nouveau.
}
worker-not-again = Il n’a pas été redémarré.
# A button.
worker-start-again = Redémarrer
command-not-sent = Le navigateur n’a pas pu transmettre ceci au worker. Rechargez la page et réessayez.
event-not-understood = Le worker a envoyé quelque chose que cette page ne comprend pas. Rechargez la page.

## Errors, and what caused them

with-detail = { $sentence } ({ $detail })

## Photos that are read. Each of these goes on from the file's name.

image-rare-kind = est un { $format } d’un type peu courant, impossible à lire. Enregistrez-le en JPEG ou en PNG ordinaire et réessayez.
image-needs-memory = demande trop de mémoire pour être lu. Enregistrez-le de nouveau en JPEG et utilisez le nouveau fichier.
image-tiff-packed = est un TIFF compressé en { $method }, impossible à décompresser ici. Enregistrez-le en PNG ou en JPEG et réessayez.
image-tiff-colours = est un TIFF aux couleurs { $colours }, impossible à lire ici. Enregistrez-le en RVB et réessayez.
image-unsupported = est une photo { $format }, que ce navigateur ne sait pas lire ; enregistrez-la en JPEG et réessayez.
image-decoder-missing = est une photo HEIC, et le décodeur nécessaire n’a pas pu être chargé. Vérifiez la connexion et réessayez.
image-decoder-slow = est une photo HEIC trop longue à décoder. Enregistrez-la en JPEG et utilisez le nouveau fichier.
image-decoder-stopped = est une photo HEIC dont le décodage demande plus de mémoire qu’il n’y en a, ou dont un défaut a arrêté le décodeur. Enregistrez-la en JPEG et utilisez le nouveau fichier.
image-cut-off = est tronqué : il manque la fin. Copiez ou téléchargez ce fichier de nouveau.
image-cut-off-below = est tronqué : les { $percent } % du bas de l’image manquent. Copiez ou téléchargez ce fichier de nouveau.
image-damaged = est endommagé : le fichier commence comme un { $format }, mais ne peut pas être lu. Ouvrez-le dans un autre programme et enregistrez-le de nouveau.
image-without-pixels = est endommagé : le fichier indique qu’il n’a aucun pixel. Copiez ou téléchargez ce fichier de nouveau.
image-not-filled = est endommagé : il a trop peu de pixels pour sa taille. Copiez ou téléchargez ce fichier de nouveau.
image-too-many-pixels = compte { $megapixels } mégapixels ; la limite est de { $limit }. Réduisez la photo et réessayez.
image-empty = est vide (0 octet). Copiez ou téléchargez ce fichier de nouveau.
image-file-too-large = pèse { $megabytes } Mo ; la limite est de { $limit } Mo. Réduisez la photo et réessayez.
image-raw-camera-file = est un fichier RAW. Exportez-le en JPEG et utilisez le nouveau fichier.
image-raw-without-preview = est un fichier RAW qui ne contient qu’un aperçu de { $width } × { $height } pixels, trop petit. Exportez-le en JPEG et utilisez le nouveau fichier.
image-is-none = n’est pas une image lisible : { $what }.
image-other-ending = n’est pas une photo : son nom se termine par « .{ $ending } ».
image-unreadable = ne peut pas être lu ; le fichier a peut-être été déplacé ou supprimé. Choisissez-le de nouveau.
image-not-from-camera = ne peut pas être lu depuis la caméra dans ce navigateur.
image-is-no-file = n’est pas un fichier.
image-not-stored = ne peut pas être enregistré en JPEG.
image-not-shrunk = ne peut pas être réduit.
image-without-view = ne peut pas être redimensionné pour le modèle.

## What a file is that is no image. Part of image-is-none, without a full stop.

file-is-pdf = c’est un PDF. Enregistrez ses pages en JPEG ou en PNG et utilisez-les
file-is-zip = c’est une archive ZIP ou un document bureautique. Décompressez l’archive, ou enregistrez les images du document dans des fichiers, et utilisez-les
file-is-office-document = c’est un document bureautique. Enregistrez ses images dans des fichiers et utilisez-les
file-is-archive = c’est une archive ({ $format }). Décompressez-la et utilisez les dossiers qu’elle contient
file-is-video = c’est une vidéo. Enregistrez les images voulues comme photos et utilisez-les
file-is-photoshop = c’est un document Photoshop. Enregistrez-le en JPEG ou en PNG et utilisez le nouveau fichier
file-is-icon = c’est une icône. Enregistrez-la en JPEG ou en PNG et utilisez le nouveau fichier
file-is-other-image = c’est une image au format { $format }. Enregistrez-la en JPEG ou en PNG et utilisez le nouveau fichier
file-is-audio-or-video = c’est un fichier audio ou vidéo. Enregistrez les images voulues d’une vidéo comme photos et utilisez-les
file-is-audio = c’est un fichier audio. Handlens n’apprend qu’à partir de photos ; utilisez plutôt des photos
file-is-drawing = c’est un dessin (SVG). Exportez-le en JPEG ou en PNG et utilisez le nouveau fichier
file-is-web-page = c’est une page web. Enregistrez la photo elle-même dans un fichier et utilisez-le
file-is-text = c’est un fichier texte. Laissez-le de côté, ou téléchargez de nouveau la photo si c’en devait être une
file-is-project = c’est un projet Handlens entier. Pour l’importer, déposez-le sur les classes ou sur la liste de vos projets
file-is-placeholder = ce n’est que le substitut d’une photo restée dans iCloud. Téléchargez d’abord la photo, puis réessayez
file-is-unknown = ses premiers octets ne correspondent à aucun format d’image. Ouvrez-le dans un autre programme, enregistrez-le en JPEG ou en PNG et utilisez le nouveau fichier

## What was done to a photo. Each of these goes on from the file's name.

image-misnamed = est en réalité un { $format }, malgré son nom ; le fichier a été lu comme tel.
image-part-missing = est tronqué : les { $percent } % du bas de l’image manquent ; le reste a été utilisé.
image-coarse = est tronqué : les détails les plus fins manquent ; l’image a été utilisée telle quelle.
image-animated = est animé ; sa première image a été utilisée.
image-pages = contient { $pages } pages ; la première a été utilisée.
image-later-page = contient { $pages } pages ; la page { $page } a été utilisée, la première qui montre quelque chose.
image-sixteen-bit = a 16 bits par canal ; le fichier a été lu avec 8, le modèle n’en voit pas plus.
image-stretched = ne contient que des valeurs de { $from } à { $to } ; elles ont été étirées du noir au blanc.
image-cmyk = a des couleurs d’impression (CMJN) ; elles ont été converties en RVB et peuvent paraître un peu différentes.
image-further-channels =
    a { $count ->
        [one] un canal de plus
       *[other] { $count } canaux de plus
    } que ses couleurs ; seules les couleurs ont été utilisées.
image-transparent = a des parties transparentes ; elles ont été placées sur fond blanc.
image-raw-preview = est un fichier RAW ; l’aperçu de { $width } × { $height } pixels qu’il contient a été utilisé.

## ZIP archives of photos. Each of these goes on from the name of the archive, or of a file inside it.

archive-is-part = est une partie d’une archive ZIP découpée. Réunissez les parties et utilisez l’archive entière.
archive-cut-off = est tronqué ou endommagé : la liste de son contenu manque. Copiez ou téléchargez l’archive de nouveau.
archive-is-none = n’est pas une archive ZIP. Rassemblez les dossiers de photos dans une archive ZIP et utilisez celle-ci.
archive-unreadable = ne peut pas être lu sur cet appareil. Vérifiez que le fichier est toujours là et réessayez.
archive-left-out = contient plus de photos qu’on ne peut en ajouter à la fois : les { $taken } premières ont été ajoutées, { $more } autres ont été laissées de côté. Mettez celles-ci dans une archive à part.
archive-refused-more = contient encore { $count } fichiers qui n’ont pas pu être utilisés.
archive-ends-early = a une liste de contenu qui n’a pu être lue qu’en partie ; l’archive contient peut-être d’autres photos. Copiez-la ou téléchargez-la de nouveau, ou réduisez-la.
archive-password = est protégé par un mot de passe. Décompressez l’archive et utilisez les dossiers qu’elle contient.
archive-packed-with = est compressé avec { $method } et ne peut pas être décompressé ici. Décompressez l’archive et utilisez les dossiers qu’elle contient.
archive-packed-unusually = est compressé avec une méthode peu courante et ne peut pas être décompressé ici. Décompressez l’archive et utilisez les dossiers qu’elle contient.
archive-entry-missing = n’est pas dans cette archive. Réessayez avec l’archive.
archive-entry-damaged = est endommagé dans son archive. Copiez ou téléchargez l’archive de nouveau.
archive-entry-padded = devient, une fois décompressé, bien plus volumineux qu’une image de cette taille, comme le font les fichiers malveillants ; il a été laissé de côté.
archive-overlaps = contient des fichiers qui se chevauchent, comme le font les archives malveillantes. Mettez les photos dans une nouvelle archive et utilisez celle-ci.
archive-of-sounds = est un projet audio de Teachable Machine ; seuls les projets d’images peuvent être lus. Choisissez-en un autre.
archive-of-poses = est un projet de poses de Teachable Machine ; seuls les projets d’images peuvent être lus. Choisissez-en un autre.
archive-of-sounds-or-poses = est un projet audio ou de poses de Teachable Machine ; seuls les projets d’images peuvent être lus. Choisissez-en un autre.
archive-of-model = est un modèle entraîné, sans ses photos d’entraînement. Utilisez le projet Teachable Machine (.tm) ou les exemples de chaque classe.
archive-without-readable-photos = ne contient aucune photo lisible : « { $name } » { $reason }
archive-of-unreadable = ne contient aucune photo lisible. Chacun de ses { $count } fichiers { $reason }
archive-of-unreadable-first = ne contient aucune photo lisible, mais { $count } autres fichiers. L’un d’eux, « { $name } », { $reason }
archive-without-photos = ne contient aucune photo. Utilisez une archive avec un dossier de photos pour chaque classe.
archive-add-another = Utilisez une archive avec un dossier de photos pour chaque classe.
archive-inside = { $count ->
    [one] contient { $count } autre archive, qui n’a pas été ouverte. Décompressez-la et utilisez son contenu.
   *[other] contient { $count } autres archives, qui n’ont pas été ouvertes. Décompressez-les et utilisez leur contenu.
}
archive-label-files = { $count ->
    [one] contient { $count } fichier d’étiquettes, qui n’est pas lu : ce sont les dossiers qui nomment les classes.
   *[other] contient { $count } fichiers d’étiquettes, qui ne sont pas lus : ce sont les dossiers qui nomment les classes.
}
archive-masks = { $count ->
    [one] contient { $count } masque, qui n’est pas une photo et a été ignoré.
   *[other] contient { $count } masques, qui ne sont pas des photos et ont été ignorés.
}
archive-metadata = { $count ->
    [one] contient { $count } fichier avec la date, le lieu ou le titre d’une photo, inutile ici.
   *[other] contient { $count } fichiers avec les dates, lieux ou titres de photos, inutiles ici.
}
archive-folders-empty = { $count ->
    [one] contient un dossier vide : { $names }.
   *[other] contient { $count } dossiers vides : { $names }.
}
archive-splits = est divisée en { $names }. Les parties ont été réunies, classe par classe.
archive-encoding = n’indique pas l’encodage de ses noms ; ils ont été lus comme { $encoding }.
archive-names-shortened = { $count ->
    [one] contient { $count } nom de classe de plus de { $limit } caractères. Le milieu a été supprimé.
   *[other] contient { $count } noms de classe de plus de { $limit } caractères. Le milieu a été supprimé.
}
archive-of-archives = { $count ->
    [one] ne contient aucune photo, seulement { $count } archive. Décompressez-la et utilisez son contenu.
   *[other] ne contient aucune photo, seulement { $count } archives. Décompressez-les et utilisez leur contenu.
}
archive-not-written = L’archive de photos n’a pas pu être écrite. Vérifiez qu’il reste de l’espace sur cet appareil et réessayez.

## The model and its training

model-damaged = Le modèle préentraîné est endommagé. Rechargez la page pour le récupérer de nouveau.
model-labels-damaged = La liste des noms de classes est endommagée. Rechargez la page pour la récupérer de nouveau.
model-not-written = Les poids n’ont pas pu être écrits.
model-view-of-wrong-size = Une vue d’une photo n’a pas la bonne taille.
fit-needs-two-classes = L’entraînement nécessite des photos dans au moins deux classes.
fit-without-head = L’entraînement n’a produit aucun classifieur.

## What does the work: the graphics processor (GPU) or the CPU

device-cpu-asked-for = Vous avez choisi le CPU.
device-gpu-asked-for = Vous l’avez choisi.
device-without-webgpu = Ce navigateur n’a pas WebGPU ; c’est donc le CPU qui fait les calculs.
device-without-gpu = Ce navigateur ne propose aucun processeur graphique ; c’est donc le CPU qui fait les calculs.
device-gpu-in-software = Le seul processeur graphique ici est simulé par logiciel, et le CPU est plus rapide. Pour l’utiliser malgré tout, ajoutez ?device=gpu à l’adresse.
device-gpu-not-started = Le processeur graphique n’a pas démarré ; c’est donc le CPU qui fait les calculs.
device-gpu-measured = Mesuré sur cet appareil : { $gpu } ms par photo, { $cpu } ms sur le CPU.
device-cpu-measured = Sur cet appareil, le CPU est plus rapide que le processeur graphique : { $cpu } ms par photo au lieu de { $gpu } ms. Pour utiliser malgré tout le processeur graphique, ajoutez ?device=gpu à l’adresse.
device-gpu-wrong = Le processeur graphique calcule mal ce modèle ; c’est donc le CPU qui fait les calculs.
device-gpu-silent = Le processeur graphique ne répond plus.
device-no-number = Le processeur a donné une réponse qui n’est pas un nombre.
device-at-work-already = Le réseau de neurones est déjà au travail.

## A project's database

database-full = Il n’y a plus d’espace sur cet appareil pour le projet ; rien n’a été modifié. Libérez de l’espace et réessayez.
database-foreign = Ce fichier n’est pas un projet Handlens. Choisissez-en un autre.
database-damaged = Le fichier du projet est endommagé. Continuez avec une copie ou commencez un nouveau projet.
database-busy = Le projet est ouvert ailleurs ; rien n’a été modifié. Fermez-le là-bas et réessayez.
database-cannot-open = Le fichier du projet ne peut pas être ouvert. Vérifiez son nom et réessayez.
database-failing-device = Cet appareil n’a pas pu lire ou écrire le projet. Vérifiez qu’il reste de l’espace et réessayez.
database-refused = La base de données du projet a refusé la modification ; rien n’a changé.

## Where projects are kept

project-store-too-large-for-memory = Ce projet est trop volumineux pour la mémoire de cet onglet. Utilisez un navigateur qui conserve les projets sur l’appareil.
project-store-file-gone = Le fichier n’est plus là ; choisissez-le de nouveau.
project-store-file-unreadable = Le fichier ne peut pas être lu ; il a peut-être été déplacé ou supprimé. Choisissez-le de nouveau.
project-store-file-unfit = Ce fichier n’est pas un projet Handlens, ou il est endommagé. Choisissez-en un autre.
project-store-file-not-written = Le fichier n’a pas pu être écrit sur cet appareil. Réessayez.
project-store-without-space = Il n’y a plus d’espace sur cet appareil pour le fichier. Libérez de l’espace et réessayez.
project-store-project-gone = Ce projet n’existe plus.
project-store-no-new-project = Aucun nouveau projet n’a pu être créé ; réessayez.
project-store-without-randomness = Ce navigateur ne fournit pas de nombres aléatoires ; aucun nouveau projet ne peut donc être créé.
project-store-files-in-use = Un autre onglet utilise les fichiers de ce projet. Fermez-le là-bas et réessayez.
project-store-files-unusable = Les fichiers du projet sur cet appareil ne peuvent pas être ouverts ; ils ont été laissés intacts.
project-store-not-listed = Impossible d’afficher la liste des projets de cet appareil ; rechargez la page.
project-store-not-removed = Ce projet n’a pas pu être supprimé ; il est peut-être ouvert dans un autre onglet.

## The worker, which does the work beside the page

worker-panicked = Une erreur du programme a arrêté le worker. Vos photos enregistrées sont conservées. ({ $detail })
worker-unheard = Le worker n’a pas pu communiquer avec la page.
worker-not-understood = La page et son worker ne correspondent pas ; rechargez la page.
worker-without-task = La page n’a pas dit quoi démarrer ; rechargez-la.
worker-without-channels = Ce navigateur n’a pas de canaux de messages ; utilisez un navigateur récent.
worker-of-the-page-only = Ce programme ne fonctionne que dans un worker dédié de la page Handlens.
page-without-model = La page n’a pas transmis le modèle ; rechargez-la.
page-labels-damaged = Les noms de classes du modèle sont endommagés ; rechargez la page.
embedder-stopped = Un worker auxiliaire s’est arrêté.

## Changes that can be undone, as they stand behind “Undo:”. Projects store these keys: they are never renamed, and keep their variables.

journal-create-class = Créer la classe « { $name } »
journal-create-classes = Créer des classes
journal-rename-class = Renommer « { $before } » en « { $after } »
journal-merge-classes = Fusionner « { $from } » dans « { $into } »
journal-delete-class = Supprimer la classe « { $name } »
journal-delete-class-with-photos = Supprimer la classe « { $name } » ({ $count ->
    [one] { $count } photo
   *[other] { $count } photos
})
journal-move-photos = { $count ->
    [one] Déplacer { $count } photo vers « { $class } »
   *[other] Déplacer { $count } photos vers « { $class } »
}
journal-delete-photos = { $count ->
    [one] Supprimer { $count } photo
   *[other] Supprimer { $count } photos
}
journal-add-photos = { $count ->
    [one] Ajouter { $count } photo
   *[other] Ajouter { $count } photos
}

## Names of projects

name-of-first-project = Mes photos
name-of-copy = { $name } (copie)
name-not-known = Un projet

## What cannot be done with a project, its classes and its photos

project-needs-name = Un projet doit avoir un nom. Saisissez-en un.
project-name-too-long = Le nom d’un projet peut avoir au plus { $limit } caractères, et celui-ci en a { $characters }. Raccourcissez-le.
project-cannot-store = Cela ne peut pas être enregistré dans le projet.
class-merged-into-itself = Une classe ne peut pas être fusionnée avec elle-même. Choisissez une autre classe.
class-no-longer-there = Cette classe n’est plus dans le projet. Choisissez-en une autre ou annulez sa suppression.
class-limit-reached = Un projet peut avoir au plus { $limit } classes, et celui-ci a atteint cette limite. Fusionnez-en deux ou supprimez-en une d’abord.
class-numbers-exhausted = Le projet n’a plus de numéros pour de nouvelles classes. Commencez-en un autre.
class-needs-name = Une classe doit avoir un nom. Saisissez-en un.
class-name-too-long = Le nom d’une classe peut avoir au plus { $limit } caractères, et celui-ci en a { $characters }. Raccourcissez-le.
class-name-taken = Il y a déjà une classe « { $name } ». Choisissez un autre nom.
photos-no-longer-there = L’une de ces photos n’est plus dans le projet ; rien n’a donc été modifié. Choisissez de nouveau.
photo-numbers-exhausted = Le projet n’a plus de numéros pour de nouvelles photos. Commencez-en un autre.
photos-still-being-added = Des photos sont encore en cours d’ajout. Attendez la fin ou annulez l’ajout, puis réessayez.
import-has-ended = Cet import est terminé. Ajoutez les photos de nouveau.

## Projects that cannot be opened, and files from elsewhere

project-half-copied = Ce projet est incomplet, car sa copie a été interrompue. Supprimez-le et copiez-le de nouveau.
project-of-newer-version = Ce projet a été écrit par une version plus récente de Handlens. Rechargez la page pour l’obtenir.
foreign-half = Ce fichier ne contient qu’une partie d’un projet, car son export a été interrompu. Exportez-le de nouveau.
foreign-altered = Ce fichier a été modifié par un autre programme ; rien n’en a donc été importé. Exportez le projet de nouveau.
foreign-incomplete = Ce fichier a été ouvert dans un autre programme et n’est pas complet à lui seul. Exportez le projet de nouveau.
foreign-cut-off = Ce fichier est tronqué : la fin manque. Copiez-le ou téléchargez-le de nouveau.
foreign-too-large = Ce fichier est plus grand que n’importe quel projet. Choisissez-en un autre.
foreign-damaged = Ce fichier est endommagé ; rien n’en a donc été importé. Exportez le projet de nouveau ou choisissez un autre fichier.

## Copies of projects

copying-into-full-project = Un projet ne peut être copié que dans un projet vide. Commencez par en créer un.
copying-finished-already = Cette copie est déjà terminée.
copying-not-finished = Il reste des photos à copier.
flaw-of-file = { $sentence } Rien n’a été importé de ce fichier ; exportez le projet de nouveau ou choisissez un autre fichier.
flaw-of-project = { $sentence } Supprimez ce qui est endommagé et réessayez.
flaw-class-numbers = Les numéros des classes ne sont pas dans l’ordre.
flaw-photo-numbers = Les numéros des photos ne sont pas dans l’ordre.
flaw-class-name = Le nom d’une classe est vide ou trop long.
flaw-class-twice = Il y a deux classes « { $name } ».
flaw-too-many-classes = Il y a { $count } classes, mais un projet peut en avoir au plus { $limit }.
flaw-too-many-photos = Il y a plus de { $limit } photos.
flaw-photo-without-class = Une photo est dans une classe qui n’existe pas.
flaw-photo-without-pixels = La photo « { $name } » a perdu ses pixels.
flaw-photo-twice = La photo « { $name } » est présente deux fois.
flaw-photo-without-hash = La photo « { $name } » a perdu son empreinte.
flaw-photo-too-large = La photo « { $name } » est plus grande que ce qu’un projet permet.
flaw-photo-unreadable = La photo « { $name } » ne peut pas être lue.
flaw-photo-of-other-kind = La photo « { $name } » n’est pas du type indiqué.
flaw-photo-of-other-size = La photo « { $name } » n’a pas la taille indiquée.
flaw-photo-without-thumbnail = La photo « { $name } » n’a pas de miniature valable.
flaw-feature = Ce qui a été calculé à partir d’une photo est endommagé.

## What a search for damage finds in a project. The journal is the list of changes that can be undone.

soundness-damaged = Le fichier du projet est endommagé : { $detail }.
soundness-row-without-parent = Une ligne de « { $table } » renvoie à une ligne de « { $parent } » qui n’existe pas.
soundness-photos-without-pixels = { $count ->
    [one] { $count } photo a perdu ses pixels.
   *[other] { $count } photos ont perdu leurs pixels.
}
soundness-photos-without-thumbnails = { $count ->
    [one] { $count } photo a perdu sa miniature.
   *[other] { $count } photos ont perdu leur miniature.
}
soundness-photos-in-deleted-class = { $count ->
    [one] { $count } photo est dans une classe supprimée.
   *[other] { $count } photos sont dans une classe supprimée.
}
soundness-photos-measured-wrongly = { $count ->
    [one] { $count } photo a des mesures impossibles.
   *[other] { $count } photos ont des mesures impossibles.
}
soundness-changes-after-undone = { $count ->
    [one] { $count } modification vient après une modification annulée.
   *[other] { $count } modifications viennent après une modification annulée.
}
soundness-changes-without-effect = { $count ->
    [one] { $count } modification de l’historique ne fait rien.
   *[other] { $count } modifications de l’historique ne font rien.
}
soundness-photos-elsewhere = { $count ->
    [one] { $count } photo n’est pas là où l’historique l’indique.
   *[other] { $count } photos ne sont pas là où l’historique l’indique.
}
soundness-classes-elsewhere = { $count ->
    [one] { $count } classe n’est pas là où l’historique l’indique.
   *[other] { $count } classes ne sont pas là où l’historique l’indique.
}
soundness-features-of-wrong-length = { $count ->
    [one] { $count } caractéristique n’a pas la bonne longueur.
   *[other] { $count } caractéristiques n’ont pas la bonne longueur.
}
soundness-too-many-classes = { $count ->
    [one] { $count } classe dépasse le nombre permis.
   *[other] { $count } classes dépassent le nombre permis.
}
soundness-class-names = Des noms de classes sont vides, trop longs ou utilisés deux fois.

## Going from project to project, and whole projects in and out

workspace-without-project = Aucun projet n’est ouvert. Ouvrez-en un et réessayez.
workspace-project-no-longer-here = Ce projet n’est plus sur cet appareil.
workspace-not-renamed-in-use = Ce projet est ouvert dans un autre onglet ; renommez-le là-bas.
workspace-not-deleted-in-use = Ce projet est ouvert dans un autre onglet ; fermez-le d’abord là-bas.
workspace-file-missing = Le fichier n’a pas été reçu ; choisissez-le de nouveau.
workspace-project-in-use = Ce projet est en cours d’utilisation ; réessayez plus tard.
workspace-project-closed = Le projet a été fermé avant la fin ; recommencez.
workspace-project-taken = Un autre onglet a ouvert ce projet ; recommencez là-bas.

## Work on an open project

session-gpu-fault = Le processeur graphique a signalé une erreur.
session-gpu-fault-at-start = Le processeur graphique a signalé une erreur ; c’est donc le CPU qui fait les calculs.
session-gpu-failed = Le processeur graphique a échoué ; le CPU prend donc le relais.
session-model-loading = Le modèle est encore en cours de chargement ; réessayez dans un instant.
session-photo-gone = Cette photo n’est plus dans le projet.
session-photo-without-pixels = Une photo du projet a perdu ses pixels ; supprimez-la et ajoutez-la de nouveau.
session-one-photo-at-a-time = On ne peut essayer qu’une photo à la fois.
session-photos-not-added = { $count ->
    [one] { $count } photo n’a pas été ajoutée. { $reason }
   *[other] { $count } photos n’ont pas été ajoutées. { $reason }
}
session-import-not-taken-back = Les photos déjà ajoutées n’ont pas pu être retirées et restent dans leurs classes. { $reason }
session-space-not-given-back = Les photos supprimées sont effacées, mais leur espace n’a pas encore pu être libéré. { $reason }
session-classes-left-out = { $count ->
    [one] { $count } classe a été ignorée avec toutes ses photos : un projet peut avoir au plus { $limit } classes.
   *[other] { $count } classes ont été ignorées avec toutes leurs photos : un projet peut avoir au plus { $limit } classes.
}
session-photo-there-already = est déjà dans « { $class } » et n’a compté qu’une fois.
batch-more-that-are-no-photos = { $count ->
    [one] contient encore { $count } fichier qui n’est pas une photo.
   *[other] contient encore { $count } fichiers qui ne sont pas des photos.
}
batch-limit-reached = { $count ->
    [one] Au plus { $limit } photos peuvent être essayées à la fois ; { $count } a été laissée de côté. Essayez-la ensuite.
   *[other] Au plus { $limit } photos peuvent être essayées à la fois ; { $count } ont été laissées de côté. Essayez-les ensuite.
}

## All projects

project-count = { $count ->
    [one] { $count } projet
   *[other] { $count } projets
}
projects = Projets
overview-title = Vos projets
overview-new = Nouveau projet
overview-empty = Il n’y a aucun projet sur cet appareil. Créez-en un, ou importez-en un que vous avez déjà exporté.
overview-drop = Déposez ici des photos, un dossier ou un .zip pour commencer un projet, ou un fichier .handlens pour restaurer un projet.
overview-import = Importer
overview-import-title = Un fichier .handlens, .zip ou .tm
overview-deleted = Supprimés récemment
overview-deleted-days = Ils sont effacés automatiquement 7 jours après leur suppression.
# $when: as "5 minutes ago"
overview-deleted-project = { $count ->
    [one] { $count } photo, projet supprimé { $when }
   *[other] { $count } photos, projet supprimé { $when }
}
overview-restore = Restaurer
overview-restore-project = Restaurer { $name }
overview-purge = Supprimer définitivement
overview-purge-project = Supprimer définitivement : { $name }

## A project

project-empty = Vide
project-changed = Modifié { $when }
project-in-use = Ouvert dans un autre onglet
project-name-label = Nom du projet
project-name-title = Le nom du projet. Cliquez ou appuyez sur F2 pour le renommer
project-all = Tous les projets
project-actions = Actions pour le projet { $name }
project-open = Ouvrir
project-duplicate = Dupliquer
project-export = Exporter le projet (.handlens)
project-export-photos = Exporter les photos (.zip)
project-check = Vérifier l’intégrité
project-delete = Supprimer le projet
# In the place of a name that is not known.
project-unnamed = un projet
# The name that a new project gets.
project-numbered = Projet { $number }
quoted = « { $name } »

## A project that another tab has open; $name is quoted, or "This project"

elsewhere-in-use = { $name } est ouvert dans un autre onglet
elsewhere-why = Y travailler dans deux onglets mélangerait vos modifications.
elsewhere-take-over = L’utiliser ici
elsewhere-taken = { $name } est maintenant ouvert dans un autre onglet
elsewhere-stored = Tout ce qui a été fait jusqu’ici est enregistré.
elsewhere-take-back = L’utiliser de nouveau ici
elsewhere-back = Retour aux projets

## Storage

# $amount: as "12 MB of 3 GB"
storage-used = { $amount } utilisés sur cet appareil
storage-room-unknown = Ce navigateur n’indique pas l’espace disponible.
storage-ask = Conserver durablement
storage-this-project = Ce projet
storage-export = L’exporter dans un fichier
storage-memory = Ce navigateur ne conserve rien pour cette page : un projet disparaît avec son onglet. Exportez ce que vous voulez conserver.
storage-promised = Votre navigateur a promis de conserver vos projets, même si l’appareil manque d’espace.
storage-refused = Votre navigateur n’a pas promis de conserver vos projets : il peut les supprimer si l’appareil manque d’espace. Souvent, il accepte plus tard, quand vous utilisez davantage cette page. D’ici là, un fichier exporté est sûr.
storage-at-risk = Votre navigateur peut supprimer vos projets si l’appareil manque d’espace.
storage-promise-unknown = Ce navigateur n’indique pas s’il conserve vos projets. Un fichier exporté est sûr.
storage-deleted = Les photos supprimées restent sur cet appareil tant qu’une annulation peut les ramener : pendant 200 modifications.
storage-forget = Effacer définitivement les photos supprimées
storage-forget-warning = Vous ne pourrez plus annuler ce que vous avez fait jusqu’ici. Les photos du projet restent.
storage-forget-confirm = Effacer définitivement
storage-forgetting = Libération de l’espace…
storage-forgotten = Les photos supprimées ne sont plus sur cet appareil.
storage-checking = Vérification de chaque photo…
storage-sound = Aucun dommage trouvé.

## Questions about whole projects

purge-title = Supprimer définitivement « { $name } » ?
purge-sentence = Ses photos et tout ce qu’il a appris sont supprimés immédiatement de cet appareil. Cette action est irréversible.
purge-keep = Le conserver
project-file-label = Un fichier de projet
project-file-title = Importer { $name } comme projet ?
project-file-sentence = Il devient un projet à part. Celui-ci reste ouvert tel quel.
project-files-title = Importer ces fichiers comme projets ?
project-files-sentence = Chacun devient un projet à part. Celui-ci reste ouvert tel quel.
project-file-import = L’importer
# Both go on from the name of a file that ends in “.handlens”.
project-file-none = n’est pas un projet Handlens, malgré son nom, ou est endommagé. Choisissez-en un autre.
project-file-zip = est une archive ZIP, pas un projet. Si elle contient des photos, terminez son nom par « .zip » et choisissez-la de nouveau.

## Copies, exports and imports

transfer-label = Copie, import ou export
transfer-imported = { $name } est maintenant un projet à part.
transfer-copied = « { $name } » a été copié.
transfer-import-cancelled = Annulé. { $name } n’a pas été importé.
transfer-copy-cancelled = Annulé. « { $name } » n’a pas été copié.
transfer-export-cancelled = Annulé. « { $name } » n’a pas été exporté.
transfer-sorted-cancelled = Annulé. Les photos triées n’ont pas été exportées.
transfer-import-failed = { $name } n’a pas été importé. { $reason }
transfer-copy-failed = « { $name } » n’a pas été copié. { $reason }
transfer-export-failed = « { $name } » n’a pas été exporté. { $reason }
transfer-sorted-failed = Les photos triées n’ont pas été exportées. { $reason }
transfer-import-interrupted = L’import de { $name } a été interrompu. Importez-le de nouveau.
transfer-copy-interrupted = La copie de « { $name } » a été interrompue. Rien n’en a été conservé.
transfer-export-interrupted = L’export de « { $name } » a été interrompu. Exportez-le de nouveau.
transfer-sorted-interrupted = L’export des photos triées a été interrompu. Exportez-les de nouveau.
transfer-import-cancelling = Annulation de l’import de { $name }
transfer-copy-cancelling = Annulation de la copie de « { $name } »
transfer-sorted-cancelling = Annulation de l’export des photos triées
transfer-export-cancelling = Annulation de l’export de « { $name } »
transfer-copying = Copie de « { $name } »
transfer-exporting = Export de « { $name } »
transfer-exporting-photos = Export des photos de « { $name } »
transfer-exporting-sorted = Export des photos triées
transfer-importing = Import de { $name }
# $doing: as "Exporting “Birds”", of which nothing is known yet
transfer-under-way = { $doing }…
transfer-saved = Enregistré sous { $name } ({ $size }).
transfer-not-saved = Le navigateur n’a pas pu enregistrer { $name }. Libérez de l’espace sur cet appareil et réessayez.

## About Handlens, and the report of a problem
about = À propos de Handlens
about-sentence = Handlens apprend à distinguer vos propres photos, sur votre appareil. C’est un logiciel libre sous licence Apache 2.0.
about-version = Version { $version }, build { $build }
about-problem = Un problème ?
about-report = Envoyez ce rapport avec quelques mots sur ce que vous avez fait. Il décrit votre navigateur, votre appareil et ce que la page a fait récemment. Il ne contient aucune photo ni aucun nom de fichier, de classe ou de projet.
about-copy = Copier le rapport
about-copied = Le rapport est dans le presse-papiers.
about-not-copied = Ce navigateur ne permet pas à la page d’utiliser le presse-papiers. Sélectionnez le rapport ci-dessous et copiez-le.
about-show = Afficher le rapport
