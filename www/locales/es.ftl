# Frases de Handlens en español, para Fluent (projectfluent.org). Se trata de tú.

## Numbers

number-decimal-mark = ,
number-thousands-mark = .
# Cuatro cifras se escriben juntas.
number-grouped-from = 10000
share = { $number } %
share-above = > { $number } %
share-below = < { $number } %

## Counts

photo-count = { $count ->
    [one] { $count } foto
   *[other] { $count } fotos
}
class-count = { $count ->
    [one] { $count } clase
   *[other] { $count } clases
}

## Words of many places

cancel = Cancelar
close = Cerrar
delete = Eliminar
undo = Deshacer
rename = Renombrar
dismiss = Descartar
list-and = { $before } y { $last }
# Between two names of a longer list, and the end of one that is too long.
list-comma = {", "}
list-and-more = { $names } y { $count } más

## The worker's end, as worker-start.js reports it

worker-out-of-memory = El worker se detuvo, quizá por falta de memoria. ({ $detail })
worker-failed = El worker se detuvo por un error. ({ $detail })
worker-not-started = No se pudo iniciar el programa; recarga la página. ({ $detail })

## The choice of a language

language = Idioma
language-failed = No se pudo cargar el texto en ese idioma; comprueba la conexión y elígelo de nuevo. ({ $detail })

## The privacy panel

# What the dialogue is called, for those who do not see it.
privacy-label = Cómo comprobar que nada sale de este dispositivo
privacy-title = Tus fotos se quedan en este dispositivo
privacy-about = Esta página procesa tus fotos, los nombres de tus clases y lo que aprende de ellas en este dispositivo. No envía nada a ningún sitio. No hace falta que nos creas:

## The privacy panel: requests

privacy-requests = Todas las solicitudes desde que abriste esta página
# Each of the three is a number of requests.
privacy-summary =
    Respondidas por el servidor de esta página: { $server ->
        [0] ninguna
       *[other] { $server }
    }; por este dispositivo: { $device ->
        [0] ninguna
       *[other] { $device }
    }; por cualquier otro: { $elsewhere ->
        [0] ninguna
       *[other] { $elsewhere }
    }.
# Opens a table of them, which grows as requests are made.
privacy-requests-all = { $count ->
    [one] { $count } solicitud, en tiempo real
   *[other] { $count } solicitudes, en tiempo real
}
privacy-requests-label = Solicitudes
# The heads of the columns: how long after the page was opened, which file, and who answered.
privacy-request-after = Tiempo
privacy-request-for = Dirección
privacy-request-by = Respondida por
privacy-request-seconds = { $number } s
# In the column “Answered by”.
privacy-by-server = el servidor
privacy-by-device = este dispositivo
privacy-by-nobody = nadie (bloqueada)
privacy-requests-source = Fuentes: la lista de solicitudes de esta página que lleva el propio navegador y el registro del service worker, que responde sin red.

## The privacy panel: the rules that the browser enforces, and an attempt to get past them

privacy-rules = Las reglas que impone tu navegador
privacy-rules-about = Esta página puede cargar sus propios archivos y nada más. No puede conectarse a ningún otro sitio, enviar un formulario ni ejecutar un script que no sea uno de sus archivos.
privacy-rules-verbatim = Las reglas, palabra por palabra
privacy-rules-refused = Las reglas que lo bloquearon, según el navegador
# A button: makes the attempt and shows the outcome.
privacy-try = Intentar enviar algo
privacy-try-failed = La propia prueba falló. Recarga la página e inténtalo de nuevo.
privacy-try-page-refused = Desde la página: el navegador lo bloqueó.
privacy-try-page-open = Desde la página: el navegador no indicó que lo bloqueara. Algo cambió las reglas de la página, así que no confíes en ella.
privacy-try-worker-silent = Desde el worker, que procesa tus fotos: no respondió a tiempo. Inténtalo más tarde.
# Functions of the browser’s, such as fetch.
privacy-try-worker-open = Desde el worker, que procesa tus fotos: todavía tiene funciones que podrían enviar algo. No confíes en esta página.
privacy-try-worker-refused = Desde el worker, que procesa tus fotos: el navegador lo bloqueó, y se han quitado las funciones de envío.
privacy-try-worker-without-rule = Desde el worker, que procesa tus fotos: se han quitado todas las funciones que podrían enviar algo. Queda una vía que ninguna página puede cerrar: cargar un script desde una dirección. Solo una regla del navegador puede bloquearla, y este servidor no establece ninguna. La regla se aplica cuando la página está guardada en este dispositivo y se abre de nuevo.

## The privacy panel: the check with airplane mode

privacy-airplane = Comprobar en modo avión
privacy-airplane-switch = Pon este dispositivo en modo avión o desconecta el cable de red.
privacy-airplane-try = Cierra este panel y prueba una foto. Obtienes una respuesta igualmente: no interviene ninguna otra máquina.
privacy-airplane-off = Este dispositivo está sin conexión. Prueba una foto.
privacy-airplane-off-answered = { $count ->
    [one] Este dispositivo está sin conexión. Desde entonces dio { $count } respuesta.
   *[other] Este dispositivo está sin conexión. Desde entonces dio { $count } respuestas.
}
privacy-airplane-on = Este dispositivo tiene conexión.
privacy-airplane-on-answered = { $count ->
    [one] Este dispositivo vuelve a tener conexión. Sin ella dio { $count } respuesta.
   *[other] Este dispositivo vuelve a tener conexión. Sin ella dio { $count } respuestas.
}

## The privacy panel: offline use

privacy-offline = Sin conexión
privacy-install = Instalar como aplicación
offline-kept = La propia página está guardada en este dispositivo: se abre y lo hace todo sin conexión.
offline-keeping = La página se está guardando en este dispositivo para poder abrirse sin conexión. Un momento.
offline-failed = Este navegador no guarda la página en este dispositivo: solo se abre con conexión. Una vez abierta, funciona sin ella.
offline-none = La página no está guardada en este dispositivo: solo se abre con conexión. Una vez abierta, funciona sin ella.

## The privacy panel: what is stored, and how all of it is deleted

## The privacy panel: what a photo’s file says beside its picture

privacy-data = Qué revelan los archivos de tus fotos
privacy-data-about = Además de la imagen, Handlens conserva cuándo y dónde se tomó la foto y el nombre de su carpeta. Todo lo demás se elimina antes de guardarla: cámara, nombres, comentarios, miniaturas, ediciones. El lugar nunca sale de este dispositivo, ni siquiera en un archivo exportado. Un proyecto exportado incluye la hora y el nombre de la carpeta; en un ZIP, la hora es la fecha del archivo. La excepción son los archivos RAW que clasificas en un ZIP: se quedan como están.
# Goes on from a file's name.
export-raw-as-it-is = es un archivo RAW: se añade al ZIP tal cual, con lo que la cámara escribió en él.

privacy-stored = Qué hay guardado en este dispositivo
privacy-stored-projects = Proyectos: fotos, lo aprendido de ellas, ajustes
privacy-stored-outgoing = Archivos exportados recientemente
privacy-stored-program = La propia página, para usarla sin conexión
# In the place of a size.
privacy-stored-unknown = desconocido
# A button; the question comes next.
removal-ask = Eliminar todo…
removal-question = ¿Eliminar todo?
removal-warning = Todos los proyectos con sus fotos, la página guardada y todos los ajustes se eliminan de este dispositivo de inmediato. Esta acción no se puede deshacer. Los archivos que hayas exportado no se tocan.
# The two buttons below the question.
removal-keep = Conservar todo
removal-confirm = Eliminar todo
removal-running = Eliminando…
removal-done = Se ha eliminado todo. Ya puedes cerrar esta página.
removal-elsewhere = Otra pestaña tiene un proyecto abierto, así que no se pudo eliminar todo. Cierra las demás pestañas e inténtalo de nuevo.
# $name is the browser’s name of the failure, in English.
removal-failed = No se pudo eliminar todo ({ $name }). Recarga la página e inténtalo de nuevo.
removal-failed-unknown = No se pudo eliminar todo (causa desconocida). Recarga la página e inténtalo de nuevo.
# Buttons, after everything was deleted and after that failed.
removal-start-anew = Empezar de nuevo
removal-reload = Recargar

## The privacy panel: its limits

privacy-limits = Lo que ninguna página puede demostrar
# Each of these goes on from that heading.
privacy-limit-browser = Que el navegador hace cumplir las reglas. Es él quien bloquea las solicitudes y las enumera aquí.
privacy-limit-extensions = Que las extensiones de tu navegador no envían nada. Pueden leer cualquier página y no están sujetas a sus reglas.
privacy-limit-server = Que su servidor entregará mañana la misma página. Una copia guardada en este dispositivo solo cambia cuando aceptas una versión nueva; la lista de arriba empieza entonces de cero.
privacy-limit-people = Que nadie más puede abrir este navegador en este dispositivo y ver lo que hay guardado.

## The offer of a new version

update-offer = Hay una versión nueva de Handlens. Recarga para iniciarla; tus proyectos se quedan como están.
update-elsewhere = Handlens está abierto en otra pestaña. Cierra las demás pestañas y luego recarga aquí; hasta entonces sigue esta versión.
update-now = Recargar
update-later = Más tarde

## The space on the device

# $used and $total are sizes: “12 MB of 58 GB”.
keeping-room = { $used } de { $total }
# $share is how much is used: “94 %”.
keeping-room-tight = Se está acabando el espacio en este dispositivo: { $used } de { $total } en uso ({ $share }). Exporta lo que quieras conservar y elimina los proyectos que ya no necesites.

## Results on unseen photos

# Stands above the results of a training while photos are added, moved or deleted, and until the next training ends.
results-old = Estos resultados son anteriores a tus últimos cambios. El próximo entrenamiento los sustituirá.
results-validation-off = La validación está desactivada, así que no hay resultados con fotos no vistas.
results-too-few-photos = Para tener resultados con fotos no vistas hacen falta dos fotos de una clase: una para aprender y otra para evaluar.
# $class is a class as in finding-class-name.
results-one-photo = { $class } solo tiene una foto, así que no se puede evaluar. Añade más fotos.
results-same-photos = Las { $count } fotos de { $class } son casi iguales, así que no se puede evaluar. Añade fotos tomadas en otros momentos.
results-unjudged-more = { $count ->
    [one] Hay otra clase que tampoco se puede evaluar.
   *[other] Hay otras { $count } clases que tampoco se pueden evaluar.
}
results-one-class = Solo se pudo evaluar una clase, y eso no indica lo bien que se distinguen tus clases.
# Follows results-explanation.
results-groups = En este intervalo, las fotos casi iguales cuentan una sola vez: { $groups ->
    [one] hay una distinta.
   *[other] hay { $groups } distintas.
}
# Stands right of the figure: “87 %”.
results-accuracy = de aciertos con fotos no vistas
results-interval = intervalo del 95 %: de { $low } a { $high }
results-explanation = { $right } aciertos de { $judged }, con fotos de las que no había aprendido ({ $folds } particiones). Con fotos nuevas como estas, espera entre un { $low } y un { $high } de aciertos.
# The figures of a class. Each share may be “–”.
class-result-recall = exhaustividad { $share }
class-result-recall-title = Proporción de esta clase que se reconoce
class-result-precision = precisión { $share }
class-result-precision-title = Proporción de las fotos asignadas a esta clase que de verdad son de ella
class-result-f1 = F1 { $share }
class-result-f1-title = La media armónica de la exhaustividad y la precisión
class-result-not-judged = sin evaluar
class-result-right = { $right } de { $judged } bien clasificadas
# $smallest and $largest are names of classes. One of the next two sentences stands behind it.
sizes-differ = Las clases tienen distinto tamaño: { $smallest } tiene { $least ->
    [one] { $least } foto
   *[other] { $least } fotos
}; { $largest }, { $most }.
sizes-balanced = Aun así, cada clase cuenta lo mismo.
sizes-unbalanced = Cada foto cuenta lo mismo, así que en caso de duda gana la clase más grande.

# The second figure, where whole days or folders were held out and it is clearly lower.
occasions-title = Fotos de otras ocasiones
# Follows a share: 62 % …
occasions-accuracy = de aciertos con fotos de otras ocasiones
occasions-explanation = Esta prueba deja fuera ocasiones enteras, { $occasions } en total, distinguidas por la fecha o la carpeta: { $right } aciertos de { $judged }, sin haber aprendido de ninguna foto de la misma ocasión. Las fotos de una misma ocasión se parecen, así que con fotos de otro sitio espera este porcentaje. Lo que más ayuda son fotos de más ocasiones.

## More figures

figures-more = Más cifras
figures-recall = Exhaustividad (recall), media de las clases
figures-recall-meaning = Proporción de una clase que se reconoce.
figures-precision = Precisión, media de las clases
figures-precision-meaning = Proporción de las fotos asignadas a una clase que de verdad son de ella.
figures-f1 = F1, media de las clases
figures-f1-meaning = Exhaustividad y precisión en una sola cifra; cada clase cuenta lo mismo.
# A figure after the temperature, and before.
figures-now-and-before = { $now }; antes, { $before }
figures-loss = Pérdida logarítmica, nats
figures-loss-meaning = Cuánto sorprenden las respuestas correctas; menos es mejor.
figures-calibration = Error de calibración
figures-calibration-meaning = Cuánto se aleja «80 % de confianza» de acertar el 80 % de las veces.
figures-occasions = Exactitud en otras ocasiones
figures-occasions-share = { $share } (de { $low } a { $high })
figures-occasions-meaning = Medida dejando fuera ocasiones enteras, { $occasions } en total, distinguidas por la fecha o la carpeta. No queda claramente por debajo de la cifra de arriba.
figures-tuning = Cambio por el ajuste fino
figures-tuning-meaning = Cuánto cambió como máximo el ajuste fino una parte del modelo (los pesos de una capa, en relación con su tamaño). Cambia una copia: lo que ve el modelo preentrenado siempre procede del original. La copia por sí sola vería lo mismo en el { $agreement } de tus fotos.
figures-temperature = Temperatura
figures-temperature-meaning = Hace las respuestas menos seguras (por encima de 1) o más seguras (por debajo); con pocas fotos queda cerca de 1.

## The table of mix-ups

confusion-title = Confusiones
confusion-save-csv = Guardar la tabla como CSV
confusion-save-svg = Guardar la tabla como SVG
# How a table is saved: what separates its fields, and how a half is written in it.
csv-choice = { $table } ({ $dialect })
csv-comma = coma, 0.5
csv-semicolon = punto y coma, 0,5
confusion-not-saved = No se pudo guardar la tabla. Inténtalo de nuevo.
confusion-order = Orden
# The choices of an order.
confusion-order-made = por creación
confusion-order-mistakes = más errores primero
confusion-order-name = por nombre
confusion-first = Las primeras { $count } clases en este orden; el archivo las tiene todas.
confusion-caption = Filas: la clase de las fotos. Columnas: las respuestas, con fotos de las que no se aprendió.
# The corner of the table: what its rows and its columns are.
confusion-rows = clase ↓
confusion-columns = respuesta →
confusion-figure-right = { $count ->
    [one] { $count } foto de { $class } reconocida
   *[other] { $count } fotos de { $class } reconocidas
}
confusion-figure-wrong = { $count ->
    [one] { $count } foto de { $class } confundida con { $other }
   *[other] { $count } fotos de { $class } confundidas con { $other }
}
# Titles of the dialogue with the photos behind a figure.
confusion-photos-right = { $class }: fotos reconocidas
confusion-photos-wrong = { $class }: fotos confundidas con { $other }
# In which order photos are shown. Part of photos-in-order: “3 photos, least confident first.”
photos-order-least-sure = primero las menos seguras
photos-order-surest-mistakes = primero los errores más seguros
photos-order-strangest = primero las más extrañas
# The same table as a picture.
confusion-picture-accuracy = { $count } fotos no vistas, { $share } de aciertos (intervalo del 95 %: de { $low } a { $high })
confusion-picture-axes = Filas: la clase de las fotos. Columnas: las respuestas.

## What more photos would bring

learning-title = Qué aportarían más fotos
learning-too-few = Hay muy pocas fotos para predecir qué aportarían más.
learning-twice-same = El doble de fotos cambiaría poco: los aciertos con fotos no vistas seguirían en torno al { $then }, entre { $low } y { $high }.
learning-twice = Con el doble de fotos, los aciertos con fotos no vistas rondarían el { $then } en vez del { $now }, entre { $low } y { $high }.
learning-chart = Aciertos con fotos no vistas según el número de fotos
# The legend of the chart.
learning-measured = medida, con su intervalo del 95 %
learning-expected = el doble de fotos: en torno al { $share }, con su margen
# The axes of the chart. It is 330 pixels wide.
learning-across = fotos de entrenamiento por clase (×2 por paso)
learning-up = aciertos
# The chart for those who do not see it. $points are some of the next messages in a row.
learning-description = Aciertos con fotos no vistas según las fotos de entrenamiento: { $points }.
learning-point-one = { $share } con 1 foto por clase
# $photos may be a fraction: “9.6”.
learning-point = { $share } con { $photos } fotos por clase
learning-points = { $before }; { $last }

## Whether the confidence of answers matches how often they are right

reliability-title = Qué confianza tienen las respuestas y cuánto aciertan
reliability-across = confianza de la respuesta
reliability-up = proporción de aciertos
# The legend of the chart.
reliability-exact = aciertos iguales a la confianza
reliability-before = antes de aplicar la temperatura, { $error } de diferencia media
reliability-after = después, { $error } de diferencia media; cuanto mayor el punto, más fotos
reliability-measured = respuestas a fotos no vistas, { $error } de diferencia media; cuanto mayor el punto, más fotos
# The chart for those who do not see it. $answers and $before are some of the next messages in a row.
reliability-description = Según la confianza de la respuesta: { $answers }.
reliability-description-both = Según la confianza de la respuesta: { $answers }. Antes de aplicar la temperatura: { $before }.
reliability-bin = { $count ->
    [one] { $count } foto con un { $sure } de confianza media, { $right } de aciertos
   *[other] { $count } fotos con un { $sure } de confianza media, { $right } de aciertos
}
reliability-bins = { $before }; { $last }

## None of these

none-of-these = Ninguna de estas
# The label of a choice; its options are the next message, from never to readily.
unknown-choice = Responder «ninguna de estas»
unknown-share = { $count ->
    [0] nunca
    [50] rara vez (1 de cada 50 fotos mías)
    [20] a veces (1 de cada 20 fotos mías)
    [10] a menudo (1 de cada 10 fotos mías)
    [5] muy a menudo (1 de cada 5 fotos mías)
   *[other] 1 de cada { $count } fotos mías
}
unknown-rejects-none = Cada foto recibe una de tus clases, muestre lo que muestre.
unknown-rejects-no-own = { $judged ->
    [one] Con este ajuste no se rechazaría tu única foto.
   *[other] Con este ajuste no se rechazaría ninguna de tus { $judged } fotos.
}
unknown-rejects = Con este ajuste { $rejected ->
    [one] se rechazaría
   *[other] se rechazarían
} { $rejected } de tus { $judged } fotos.
# A link: it opens the photos that would be turned away.
unknown-look = { $count ->
    [one] Verla
   *[other] Verlas
}
unknown-effect = Un ajuste más estricto detecta más fotos de otras cosas, pero rechaza más de las tuyas.
unknown-photos = Rechazadas como «Ninguna de estas»
# With an answer: the bold first words, and what follows.
unknown-note = Ninguna de estas.
unknown-note-unlike = La foto no se parece a ninguna de tus clases.
# $name is one of the 1000 English names that the pretrained model knows.
unknown-note-guess = La foto no se parece a ninguna de tus clases. El modelo preentrenado ve: { $name } ({ $share }).

## Whether the pretrained model is unchanged

integrity-title = ¿El modelo preentrenado sigue igual?
integrity-about = El modelo preentrenado conoce 1000 cosas. Tu entrenamiento no puede cambiarlo. Compruébalo: Handlens carga una segunda copia del archivo publicado y compara las respuestas de ambas con tus fotos.
# Buttons.
integrity-compare = Comparar con mis fotos
integrity-compare-again = Comparar de nuevo
integrity-comparing = Comparando
integrity-unfinished = No se pudo terminar la comparación.
integrity-same = Nada ha cambiado: el modelo es el publicado y sus respuestas son idénticas.
integrity-different = El modelo en uso no es el publicado.
integrity-first = Misma primera respuesta (de 1000)
integrity-five = Mismas cinco primeras respuestas, en el mismo orden
integrity-of-photos = { $same } de { $count ->
    [one] { $count } foto
   *[other] { $count } fotos
}
integrity-difference = Mayor diferencia de probabilidad
# The two files, and whether they are as they should be. Their hashes follow.
integrity-file = Archivo de pesos (SHA-256)
integrity-file-same = el publicado
integrity-file-other = distinto del publicado
integrity-weights = Pesos en uso (SHA-256)
integrity-weights-same = iguales que en el archivo
integrity-weights-other = distintos del archivo
integrity-sample = { $chosen } de tus { $count } fotos, elegidas de manera uniforme.
integrity-photos = Qué ve el modelo preentrenado en cada foto
# Heads of a table.
integrity-photo = Foto
integrity-before = Versión publicada
integrity-now = Ahora

## Why a photo gets its answer

why-button = ¿Por qué?
why-interrupted = El worker se detuvo antes de poder explicar la respuesta. Pregunta de nuevo.
# Stands before the choice of an answer; behind it, where there is another answer to compare with, the next message and that answer: “Evidence for [cat] rather than dog”.
why-what-speaks-for = Zonas a favor de
why-rather-than = frente a
# The legend of the two colours.
why-legend-for = a favor de { $name }
why-legend-against = en contra
why-show = Mostrar las zonas
why-hide = Ocultar las zonas
why-about = Las partes sin color influyen poco. Las zonas son aproximadas: cada una mide cerca de un séptimo del lado de la foto.
# The photo for those who do not see it: its name, and one of the next four sentences.
why-picture = { $photo }. { $sentence }
# $place and $against are one of the messages why-place-…
why-nothing = Ninguna zona favorece a { $name } más que otra.
why-for = A favor de { $name }: { $place }.
why-against = En contra de { $name }: { $place }.
why-for-and-against = A favor de { $name }: { $place }. En contra: { $against }.
why-place-upper-left = sobre todo arriba a la izquierda
why-place-top = sobre todo arriba
why-place-upper-right = sobre todo arriba a la derecha
why-place-left = sobre todo a la izquierda
why-place-middle = sobre todo en el centro
why-place-right = sobre todo a la derecha
why-place-lower-left = sobre todo abajo a la izquierda
why-place-bottom = sobre todo abajo
why-place-lower-right = sobre todo abajo a la derecha
why-place-several = varios lugares

## The answer for a photo

answer-waiting = Analizando…
answer-took = respuesta en { $time }
answer-outdated = Esta respuesta es de un entrenamiento anterior.
# The photo is one of the photos of the project.
answer-present = Esta foto está en tu proyecto, en «{ $class }». Handlens aprende de ella, así que la respuesta dice poco sobre fotos nuevas.
# The same where the photo has been removed from the project since.
answer-learned = El modelo ha aprendido de esta foto, así que la respuesta dice poco sobre fotos nuevas.
answer-ask-again = Preguntar de nuevo
answer-interrupted = El worker se detuvo antes de poder responder. Pregunta de nuevo.
answer-none = Sin respuesta
# What stands below each is a list of names.
answer-own = Tus clases
answer-pretrained = El modelo preentrenado ve
answer-more-classes = { $count ->
    [one] { $count } clase más
   *[other] { $count } clases más
}
answer-nearest = Tus fotos más parecidas

## Trying photos

try-title = Probar
try-clear = Vaciar
try-drop = Suelta fotos nuevas aquí
try-drop-more = Unas pocas, o muchas en una carpeta o un ZIP
# Buttons.
try-choose = Elegir
try-folder = Carpeta
try-paste = Pegar
try-paste-title = Pegar una foto del portapapeles
try-webcam-title = Mostrar algo a la cámara web
try-hint = Hasta que dos clases tengan fotos, solo responde el modelo preentrenado. Conoce 1000 cosas, pero no las tuyas.

## Training

training-title = Qué tal funciona
training-needs-classes = Añade fotos a dos clases como mínimo.
training-soon = El entrenamiento empieza en cuanto se añadan las fotos.
training-held = El último entrenamiento no terminó; puede que no haya memoria suficiente. Pulsa «Entrenar» para repetirlo. Necesita menos memoria con menos particiones.
tuning-title = Ajuste fino
tuning-running = Adaptando el modelo a tus fotos (ajuste fino): { $share }. Mientras tanto, responde el modelo rápido, y los resultados son los suyos.
tuning-stop = Detener el ajuste fino
tuning-off = El ajuste fino está desactivado, como elegiste: responde el modelo rápido.
tuning-on = Activar el ajuste fino
tuning-kept = Ajustado: { $before } → { $after } de aciertos en fotos no vistas. Se conserva.
tuning-kept-as-set = Ajustado: { $before } → { $after } de aciertos en fotos no vistas. Se conserva, como elegiste.
tuning-kept-on-the-whole = Ajustado: { $before } → { $after } de aciertos en fotos no vistas. Sin mejora en estas fotos, pero se conserva: a partir de diez fotos por clase, ayuda en conjunto.
tuning-not-kept = El ajuste fino no ayudó aquí ({ $before } → { $after } de aciertos en fotos no vistas). Responde el modelo rápido.
# Follows the sentences tuning-kept and tuning-not-kept.
tuning-pessimistic = Se midió con un modelo ajustado con solo la mitad de las fotos.
training-running = { $count ->
    [one] Entrenando con { $count } foto…
   *[other] Entrenando con { $count } fotos…
}
# $time is a duration. An epoch is a pass over all photos.
training-done = Entrenado con { $count ->
    [one] { $count } foto
   *[other] { $count } fotos
} en { $time }, { $epochs ->
    [one] { $epochs } época
   *[other] { $epochs } épocas
}
training-done-limit = Entrenado con { $count ->
    [one] { $count } foto
   *[other] { $count } fotos
} en { $time }, { $epochs ->
    [one] { $epochs } época
   *[other] { $epochs } épocas
}, el límite; más épocas aún ayudarían
training-curve-accuracy = Aciertos con fotos no vistas
training-curve-loss = Pérdida de entrenamiento, nats
# The horizontal axis of the two curves.
curve-epochs = época
# The curve for those who do not see it.
curve-description = De { $from } en la época { $first } a { $to } en la época { $last }.
curve-none = Aún no hay entrenamiento.

## The settings of training

hyperparameters-title = Avanzado
# Behind “Advanced”: a setting is other than it was at first.
hyperparameters-changed = · modificado
hyperparameters-about = El entrenamiento se repite solo después de cada cambio. Las mismas fotos y los mismos ajustes dan el mismo clasificador.
hyperparameters-train = Entrenar
hyperparameters-reset-all = Restablecer todo
hyperparameter-reset = Restablecer { $setting }
# $help is one of the messages hyperparameter-…-help.
hyperparameter-range = { $help } De { $min } a { $max }; { $default } por defecto.
hyperparameter-on-by-default = { $help } Activado por defecto.
hyperparameter-off-by-default = { $help } Desactivado por defecto.
# What each setting is called, what stands behind its number, and what it does.
hyperparameter-learning-rate = Tasa de aprendizaje
hyperparameter-learning-rate-unit = × paso estable
hyperparameter-learning-rate-help = Tamaño de cada paso, respecto al mayor que converge de forma demostrable.
hyperparameter-weight-decay = Penalización de pesos
hyperparameter-weight-decay-unit = λ en ½·λ·‖W‖²
hyperparameter-weight-decay-help = Cuánto se penalizan los pesos grandes. Con valores más altos, las respuestas son más prudentes.
hyperparameter-epochs = Máximo de épocas
hyperparameter-epochs-unit = pasadas
hyperparameter-epochs-help = El entrenamiento termina antes si ya ha convergido.
hyperparameter-folds = Particiones de validación
hyperparameter-folds-unit = particiones (0: desactivada)
hyperparameter-folds-help = Cada foto la evalúa un clasificador entrenado sin su partición.
hyperparameter-seed = Semilla
hyperparameter-seed-help = Las mismas fotos y la misma semilla dan el mismo clasificador.
hyperparameter-layers = Qué aprende
hyperparameter-layers-help = El modelo rápido aprende en un momento a qué clase tuya corresponde lo que ve el modelo preentrenado (en la jerga, una cabeza de clasificación). El ajuste fino adapta además a tus fotos una copia de las últimas capas del modelo preentrenado. Tarda más y ayuda sobre todo cuando las clases se parecen.
hyperparameter-layers-auto = El modelo rápido, y ajuste fino donde ayude
hyperparameter-layers-head = Solo el modelo rápido
hyperparameter-layers-last = El modelo rápido, y siempre ajuste fino
hyperparameter-balance = Equilibrar las clases
hyperparameter-balance-help = Da a una clase con pocas fotos el mismo peso que a una con muchas. Si se desactiva, cada foto cuenta lo mismo y, en caso de duda, gana la clase más grande.

## Charts

# A share at a tick of an axis, in narrow space.
chart-share = { $number } %
# A number with nothing around it. It may be like “1.2e-7”.
number-alone = { $number }
# A chart for those who do not see it.
chart-in-words = { $title }. { $description }

## What a screen reader announces

spoken-result = { $accuracy } de aciertos con fotos no vistas, intervalo de { $low } a { $high }.
# $photo is the name of a file, $answer the best answer with its share.
spoken-answer = { $photo }: { $answer }
# $answer is spoken-answer. $remarks is answer-present or answer-learned, and what note-of-file says; one or more.
spoken-answer-remarks = { $answer }. { $remarks }

## Photos to check: the panel

issues-title = Fotos por revisar
issues-mislabelled = Probablemente en la clase equivocada
issues-mislabelled-meaning = Un clasificador que no aprendió de la foto está mucho más seguro de otra clase.
issues-duplicates = Fotos casi iguales
issues-duplicates-meaning = Las copias no enseñan nada nuevo; la misma foto en dos clases enseña algo erróneo.
issues-outlier = Distintas del resto de su clase
issues-outlier-meaning = Quizá muestren otra cosa, o la clase necesite más fotos como estas.
issues-blurred = Borrosas
issues-blurred-meaning = No hay nada nítido en la foto.
issues-dark = Demasiado oscuras
issues-dark-meaning = No hay ninguna zona clara en la foto.
issues-tiny = Muy pequeñas
issues-tiny-meaning = La foto tiene como mucho una cuarta parte de los píxeles que usa el modelo.
issues-looking = { $count ->
    [one] Falta { $count } foto por revisar…
   *[other] Faltan { $count } fotos por revisar…
}
issues-not-yet = Aún no se han revisado todas las fotos.
issues-nothing = No se encontraron problemas: ninguna foto parece repetida, borrosa, oscura, muy pequeña ni en la clase equivocada.
# Before a training that could find photos in the wrong class.
issues-nothing-but-classes = Por ahora no se encontraron problemas: ninguna foto parece repetida, borrosa, oscura ni muy pequeña. Aún no se ha revisado si hay fotos en la clase equivocada.
issues-kept = { $count ->
    [one] { $count } foto se deja como está.
   *[other] { $count } fotos se dejan como están.
}
# A link behind that sentence.
issues-show-again = Mostrarlas de nuevo

## Photos to check: the photos with one kind of problem

issues-none-left = Ya no queda ninguna.
# Groups of photos that are nearly the same; $meaning is a sentence of the panel.
issues-groups = { $count ->
    [one] { $count } grupo. { $meaning }
   *[other] { $count } grupos. { $meaning }
}
# Always many: more than $shown, which is 24.
issues-groups-first = Los primeros { $shown } grupos de { $count }. { $meaning }
issues-photos = { $count ->
    [one] { $count } foto. { $meaning }
   *[other] { $count } fotos. { $meaning }
}
issues-photos-first = Las primeras { $shown } fotos de { $count }. { $meaning }
# $change is a change as the history names it, such as "Delete 3 photos".
issues-done = Hecho: { $change }.
issues-done-kept = { $count ->
    [one] { $count } foto se queda como está.
   *[other] { $count } fotos se quedan como están.
}
issues-taken-back = Deshecho.
finding-class = En «{ $class }»
# A photo of $class that looks like one of the class $other; $share is how sure that is, such as "71 %".
finding-looks-like = En «{ $class }», parece «{ $other }» ({ $share })
finding-move-to = Mover a «{ $class }»
# What a button is called for those who do not see it; $photo is a file's name.
finding-delete-named = Eliminar: { $photo }
finding-keep-named = Dejar como está: { $photo }
finding-keep = Dejar como está
# A class in the sentences below, of which there may be several with list-and between.
finding-class-name = «{ $class }»
# Photos that are nearly the same: at least two.
finding-copies = { $count } veces en { $class }
finding-across = En { $classes }: la misma foto en varias clases. Solo puede pertenecer a una de ellas.
finding-keep-only = Conservar solo en «{ $class }»
# Photos of a group that are not shown.
finding-hidden = y { $count } más
finding-delete-copies = { $count ->
    [one] Eliminar la copia
   *[other] Eliminar las { $count } copias
}
finding-keep-group = Conservarlas todas
findings-delete-copies = { $count ->
    [one] Eliminar { $count } copia dentro de una clase
   *[other] Eliminar { $count } copias dentro de una clase
}
# At least two photos.
findings-delete = Eliminar las { $count }
findings-keep = Dejarlas todas como están

## Many photos tried at once: the table

batch-open = { $count ->
    [one] Mostrar la tabla de { $count } foto
   *[other] Mostrar la tabla de { $count } fotos
}
batch-title = Fotos probadas
batch-close = Cerrar la tabla y conservarla
batch-looking-label = Analizando fotos
batch-clear = Vaciar
batch-clear-hint = Quitar estas fotos y sus respuestas
# Before the first photo is found.
batch-looking = Analizando…
# How far it is. The parts below follow it, with " · " between.
batch-done = { $count ->
    [one] { $done } de { $count } foto
   *[other] { $done } de { $count } fotos
}
batch-pace = { $photos } fotos/s
batch-refused = { $count ->
    [one] { $count } archivo no se pudo usar
   *[other] { $count } archivos no se pudieron usar
}
batch-outdated = { $count } de un entrenamiento anterior
# For those who do not see the table.
batch-told-looking = { $count ->
    [one] Analizando { $count } foto.
   *[other] Analizando { $count } fotos.
}
# $quarters is 1, 2 or 3.
batch-told-quarters = { $quarters ->
    [1] Lista una cuarta parte de { $count } fotos.
    [2] Lista la mitad de { $count } fotos.
   *[3] Listas tres cuartas partes de { $count } fotos.
}
batch-told-answered = { $count ->
    [one] { $count } foto tiene respuesta.
   *[other] { $count } fotos tienen respuesta.
}
batch-told-outdated = { $count ->
    [one] La respuesta de { $count } foto es de un entrenamiento anterior; se calcula de nuevo.
   *[other] Las respuestas de { $count } fotos son de un entrenamiento anterior; se calculan de nuevo.
}
batch-lost = El worker se detuvo y perdió estas fotos. Hay que analizarlas de nuevo.
batch-again = Analizar de nuevo
# Before the choice of rows to show.
batch-filter = Mostrar
# A choice, or a class, with how many rows it shows.
batch-filter-choice = { $name } ({ $count })
batch-filter-all = Todas
batch-filter-open = Fuera del proyecto
# Photos that are in the project.
batch-filter-present = En el proyecto
# Photos whose file could not be read just as it is: a preview was used, a part is missing and the like.
batch-filter-noted = Con una nota
batch-filter-refused = No utilizables
# The answer that a photo is of none of the classes; also the folder of such photos in a zip.
batch-none-of-these = Ninguna de estas
# Below that answer.
batch-most-like = lo más parecido: { $class }
batch-waiting = En espera…
# One photo was added to the project.
batch-added = Añadida
# It was added to another class than its answer.
batch-added-otherwise = Añadida; respuesta: { $class }
# The photo was in the project before; the class is its class there.
batch-present = Ya en el proyecto
# Its class in the project is not its answer.
batch-present-otherwise = Ya en el proyecto; respuesta: { $class }
# Behind one of these: the model that answered has learned from this very photo, so its answer is no test.
batch-learned = el modelo ha aprendido de ella
# What the pretrained model sees, with how sure it is of that.
batch-seen = { $name } ({ $share })
batch-column-photo = Foto
batch-column-name = Nombre
batch-column-class = Clase
# How sure the answer is, in percent.
batch-column-sure = Confianza
batch-column-seen = El modelo preentrenado ve
batch-sort-by-name = Ordenar por nombre
batch-sort-by-class = Ordenar por clase
batch-sort-by-sure = Ordenar por confianza
batch-empty = Aquí no hay ninguna foto que mostrar.
batch-select-shown = Seleccionar todas las que se muestran
batch-select-none = No seleccionar ninguna

## Many photos tried at once: what can be done with them

batch-none-selected = Selecciona fotos para añadirlas a tus clases.
batch-no-class = Todavía no hay ninguna clase.
batch-accept = Añadir a su clase
batch-accept-hint = Añadir cada foto a la clase de su respuesta
batch-correct = Cambiar a…
batch-correct-label = Cambiar a… otra clase que elijas y añadirle las fotos
# The name in quotation marks is that of batch-correct.
batch-left-out = { $count ->
    [one] { $count } foto no tiene ninguna clase como respuesta. Elige una con «Cambiar a…».
   *[other] { $count } fotos no tienen ninguna clase como respuesta. Elige una con «Cambiar a…».
}
batch-export = Exportar
batch-export-label = Exportar las fotos seleccionadas o todas las que se muestran
batch-export-table = { $count ->
    [one] Tabla en CSV: { $count } fila
   *[other] Tabla en CSV: { $count } filas
}
batch-export-photos = { $count ->
    [one] ZIP con una carpeta por clase: { $count } foto
   *[other] ZIP con una carpeta por clase: { $count } fotos
}
batch-table-not-saved = No se pudo guardar la tabla. Inténtalo de nuevo.
batch-nothing-to-sort = Ninguna de estas fotos tiene una respuesta con la que clasificarla.
# More files were dropped than are tried at once.
batch-left-out-files = { $count ->
    [one] Solo se usaron los primeros { $taken } archivos; se dejó fuera { $count } más. Pruébalo después.
   *[other] Solo se usaron los primeros { $taken } archivos; se dejaron fuera { $count } más. Pruébalos después.
}
batch-no-file = Lo que soltaste no contiene archivos.
try-left-out = { $count ->
    [one] Se omitió { $count } archivo.
   *[other] Se omitieron { $count } archivos.
}

## The classes

classes-title = Clases
classes-total = { $classes ->
        [one] { $classes } clase
       *[other] { $classes } clases
    }, { $photos ->
        [one] { $photos } foto
       *[other] { $photos } fotos
    }
classes-drop-first = O suelta aquí fotos y carpetas
classes-drop-more = Clase nueva: suelta fotos o una carpeta
classes-drop-hint = Una carpeta se convierte en una clase con su nombre; cada subcarpeta, en una clase propia.
classes-choose-folder = Elegir una carpeta
classes-choose-photos = Elegir fotos
classes-new-first = Ponle nombre a tu primera clase
classes-new = Clase nueva
classes-new-example = por ejemplo, Roble
classes-add = Añadir clase
# The name of a class that the person has not named; $number is a number.
class-default-name = Clase { $number }

## The card of a class

class-card-label = Clase { $class }
class-card-empty = Suelta fotos aquí
class-card-add-photos = Añadir fotos
class-card-add-folder = Añadir carpeta
class-card-paste = Pegar
class-card-paste-hint = Pegar una foto del portapapeles
class-card-webcam = Cámara web
class-card-webcam-hint = Hacer fotos con la cámara web
# The name of a photo that was taken with the webcam; $number is a number.
class-card-webcam-photo = Cámara web { $number }
class-card-shutter = Mantén pulsado para hacer fotos
class-card-menu = Acciones para { $class }
# A menu's entry that leads on to a choice of classes.
class-card-merge-more = Fusionar en…
# The title of that choice.
class-card-merge = Fusionar en
class-card-delete = Eliminar con sus fotos
class-card-deleted = Clase «{ $class }» eliminada.
class-name-hint = Haz clic o pulsa F2 para renombrar
class-name-label = Nombre de la clase

## Photos, and what can be done with selected ones

photos-grid-label = Fotos
photos-move = Mover a
photos-move-label = Mover a otra clase
selection-label = Fotos seleccionadas
# Photos.
selection-count = { $count ->
    [one] { $count } seleccionada
   *[other] { $count } seleccionadas
}
# The same for those who do not see it.
selection-told = { $count ->
    [one] { $count } foto seleccionada
   *[other] { $count } fotos seleccionadas
}
selection-open = Abrir
# Selects nothing any more.
selection-clear = Deseleccionar
# $order says in which order, such as "the strangest first"; it has no full stop.
photos-in-order = { $count ->
    [one] { $count } foto, { $order }.
   *[other] { $count } fotos, { $order }.
}
# Always many: more than $shown, which is 200.
photos-in-order-some = { $count } fotos, { $order }; aquí se muestran { $shown }.
photos-select-all = Seleccionarlas para moverlas o eliminarlas

## One photo, shown large

viewer-previous = Foto anterior
# With the key that does the same.
viewer-previous-hint = Foto anterior (←)
viewer-next = Foto siguiente
viewer-next-hint = Foto siguiente (→)
# $date is a date with its time.
viewer-taken = Tomada: { $date }
viewer-file-dated = Fecha del archivo: { $date }
# In degrees.
viewer-place = lugar: { $latitude }, { $longitude } (solo en este dispositivo)

## Numbers with their units

size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB
size-terabytes = { $number } TB
duration-milliseconds = { $number } ms
duration-seconds = { $number } s
duration-minutes = { $number } min
# A time that is still to be waited.
time-left-seconds = { $count ->
    [one] falta { $count } s
   *[other] faltan { $count } s
}
time-left-minutes = { $count ->
    [one] falta { $count } min
   *[other] faltan { $count } min
}
time-left-hours = faltan { $number } h
# How long ago something was changed.
ago-just-now = ahora mismo
ago-minutes = { $count ->
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
ago-hours = { $count ->
    [one] hace { $count } hora
   *[other] hace { $count } horas
}
ago-yesterday = ayer
ago-days = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
}
ago-weeks = { $count ->
    [one] hace { $count } semana
   *[other] hace { $count } semanas
}
ago-months = { $count ->
    [one] hace { $count } mes
   *[other] hace { $count } meses
}
ago-years = { $count ->
    [one] hace { $count } año
   *[other] hace { $count } años
}

## Sentences in a row

# Two whole sentences, one after the other.
sentences = { $first } { $then }
# The name of a file, and a sentence that goes on from it: “a.txt is not an image.”
notice-of-photo = { $photo } { $message }
# The same where the name stands elsewhere: “This file is not an image.”
note-of-file = Este archivo { $message }
# The same of several files: “Each of these 3 files is not an image.” Their names follow.
notice-of-files = Cada uno de estos { $count } archivos { $message }

## The page as a whole

# What the browser shows as the title of the tab.
page-title = Handlens: distingue tus propias fotos
page-title-projects = Proyectos – Handlens
page-opening = Abriendo…
page-opening-project = Abriendo «{ $name }»…
page-stopped = La página se detuvo por un error. Recárgala; lo que está guardado se conserva. ({ $detail })
# In the place of the name of a class.
class-gone = una clase que ya no existe
# About a photo that was held out of a training, and that the model then took for another class.
photo-mistake = Sin haberla visto, confundida con «{ $name }» ({ $share })
close-by-escape = Cerrar (Esc)

## The header

header-privacy = Tus fotos se quedan en este dispositivo
header-privacy-title = Cómo comprobar que nada sale de este dispositivo
# A project that is held in memory alone.
header-in-memory = Este proyecto desaparece con la pestaña
header-storage = Almacenamiento
# The group of the buttons Undo and Redo.
header-history = Historial
# $change is what would be undone: “Delete 3 photos”.
undo-change = Deshacer: { $change }
redo-change = Rehacer: { $change }
undo-nothing = Nada que deshacer
redo-nothing = Nada que rehacer
# In the place of “GPU” or “CPU”, until it is known which of them does the work.
header-device-starting = Iniciando…
# $device is “CPU”, or “GPU” with its name.
header-device-question = { $device }. ¿Qué hace los cálculos?
# $reason is a sentence, or nothing.
header-device-gpu = Tu GPU hace los cálculos mediante WebGPU: { $name }. Nada se calcula en otro lugar. { $reason }
header-device-unknown = Handlens todavía está cargando lo que necesita.

## What is loaded at the start

loading-label = Carga
loading-begin = Cargando…
# $amount is “3.1 of 12.4 MB”.
loading-program = Cargando el programa · { $amount }
loading-start = Iniciando el programa…
loading-model = Cargando el modelo · { $amount }
loading-ready = Preparando…
loading-megabytes-of = { $loaded } de { $total } MB
loading-megabytes = { $loaded } MB

## The first steps, on an empty page

first-steps = Enseña a Handlens a distinguir tus fotos
first-steps-classes = Crea una clase para cada tipo
first-steps-classes-more = Por ejemplo, una para robles y otra para hayas. Con dos basta para empezar.
first-steps-drop = Suelta fotos en cada una
first-steps-drop-more = Diez de cada tipo son un buen comienzo. Handlens aprende mientras las añades.
first-steps-try = Prueba una foto nueva
first-steps-try-more = Handlens responde en unos segundos y dice con qué confianza.

## The bar at the bottom of a narrow screen

tabs = Secciones de la página
tab-classes = Clases
tab-try = Probar
tab-results = Resultados

## Alerts and toasts

# A button: open the project that is named beside it.
toast-open = Abrir
toast-project-deleted = Se eliminó «{ $name }».
# Opens a list of what there is to say about single photos.
notice-reasons = { $count ->
    [one] { $count } motivo
   *[other] { $count } motivos
}
notice-notes = { $count ->
    [one] { $count } nota
   *[other] { $count } notas
}
# The end of that list, where it is too long.
notices-unlisted = y { $count } más

## Photos that are added

# For those who do not see the bar.
import-line-label = Añadiendo fotos
import-line-adding = Añadiendo fotos: { $done } de { $total }
import-line-speed = { $number } fotos/s
import-line-opening-archive = Leyendo { $name }…
import-line-cancelling = { $count ->
    [one] Cancelando la importación de { $count } foto…
   *[other] Cancelando la importación de { $count } fotos…
}
import-line-cancelling-archive = Cancelando la importación de { $name }…
import-line-more = y { $count } más
import-cancel-all = Cancelar todo
# The end of an import. The three sentences stand in a row.
import-end-added = { $count ->
    [0] No se añadió ninguna foto.
    [one] Se añadió { $count } foto.
   *[other] Se añadieron { $count } fotos.
}
# The photos of one archive or of several, by their names; and with loose photos beside them.
import-end-added-from = { $count ->
    [0] No se añadió ninguna foto de { $names }.
    [one] Se añadió { $count } foto de { $names }.
   *[other] Se añadieron { $count } fotos de { $names }.
}
import-end-added-with = { $count ->
    [0] No se añadió ninguna foto, tampoco de { $names }.
    [one] Se añadió { $count } foto, contando las de { $names }.
   *[other] Se añadieron { $count } fotos, incluidas las de { $names }.
}
import-end-duplicates = { $count ->
    [one] { $count } ya estaba.
   *[other] { $count } ya estaban.
}
import-end-refused = { $count ->
    [one] No se pudo usar { $count } archivo.
   *[other] No se pudieron usar { $count } archivos.
}
import-end-archives-refused = { $count ->
    [one] { $count } archivo comprimido no se pudo usar.
   *[other] { $count } archivos comprimidos no se pudieron usar.
}
import-unlabelled = { $count ->
    [one] Se omitió { $count } foto sin etiqueta.
   *[other] Se omitieron { $count } fotos sin etiqueta.
}
unlabelled-folders = { $count ->
    [one] Carpeta: { $names }
   *[other] Carpetas: { $names }
}
import-end-cancelled = { $count ->
    [0] Cancelado. No se añadió nada.
    [one] Cancelado. Se retiró { $count } foto.
   *[other] Cancelado. Se retiraron { $count } fotos.
}
import-end-others-cancelled = { $count ->
    [0] Lo demás se canceló.
    [one] Lo demás se canceló; se retiró { $count } de sus fotos.
   *[other] Lo demás se canceló; se retiraron { $count } de sus fotos.
}
import-end-interrupted = { $count ->
    [0] La importación se interrumpió antes de que llegara ninguna foto. Vuelve a añadir las fotos.
    [one] La importación se interrumpió tras { $count } foto. Vuelve a añadir el resto.
   *[other] La importación se interrumpió tras { $count } fotos. Vuelve a añadir el resto.
}
import-end-others-interrupted = { $count ->
    [0] Lo demás se interrumpió antes de que llegara ninguna foto. Vuelve a añadirlo.
    [one] Lo demás se interrumpió tras { $count } foto. Vuelve a añadir el resto.
   *[other] Lo demás se interrumpió tras { $count } fotos. Vuelve a añadir el resto.
}
import-interrupted = { $count ->
    [0] La última importación se interrumpió antes de que llegara ninguna foto. Vuelve a añadir las fotos.
    [one] La última importación se interrumpió tras { $count } foto. Vuelve a añadir el resto.
   *[other] La última importación se interrumpió tras { $count } fotos. Vuelve a añadir el resto.
}
import-interrupted-of = { $count ->
    [0] La última importación se interrumpió: no llegó ninguno de los { $total } archivos. Vuelve a añadirlos.
    [one] La última importación se interrumpió: llegó { $count } de { $total } archivos. Vuelve a añadir el resto.
   *[other] La última importación se interrumpió: llegaron { $count } de { $total } archivos. Vuelve a añadir el resto.
}
intake-new-class = Estas fotos van a una clase nueva, «{ $name }». Haz clic en su nombre para cambiarlo.
intake-left-out = { $left_out ->
    [one] Solo se usaron los primeros { $taken } archivos; { $left_out } más quedó fuera. Añádelo por separado.
   *[other] Solo se usaron los primeros { $taken } archivos; { $left_out } más quedaron fuera. Añádelos por separado.
}
intake-nameless = { $count ->
    [one] Un elemento no se pudo abrir: el navegador no entregó ningún archivo. Guárdalo primero como archivo y añade ese archivo.
   *[other] { $count } elementos no se pudieron abrir: el navegador no entregó ningún archivo. Guárdalos primero como archivos y añade esos archivos.
}
intake-folders-unreadable = { $count ->
    [one] La carpeta { $names } no se pudo leer por completo. Cópiala en otro lugar y añade la copia.
   *[other] { $count } carpetas no se pudieron leer por completo: { $names }. Cópialas en otro lugar y añade las copias.
}
intake-folders-empty = { $count ->
    [one] La carpeta { $names } está vacía.
   *[other] { $count } carpetas están vacías: { $names }.
}
left-out-label-file = contiene etiquetas, que no se leen: las carpetas dan nombre a las clases.
left-out-metadata = contiene la fecha, el lugar o el título de una foto, que aquí no hacen falta.
left-out-mask = es una máscara y no una foto, y se omitió.
intake-folders-into-class = Las fotos de { $count } carpetas van a «{ $name }». Para que cada carpeta sea una clase, deshaz el cambio y suéltalas en «Clase nueva».
intake-names-shortened = { $count ->
    [one] { $count } nombre de clase tiene más de { $limit } caracteres. Se omite la parte central.
   *[other] { $count } nombres de clase tienen más de { $limit } caracteres. Se omite la parte central.
}
intake-nothing = Lo que añadiste no contiene fotos.
intake-only-system = { $count ->
    [one] { $names } es del sistema o de un programa, como las miniaturas que crea el almacenamiento en red. No contiene fotos tuyas.
   *[other] { $names } son del sistema o de un programa, como las miniaturas que crea el almacenamiento en red. No contienen fotos tuyas.
}

## What is found in folders and archives, before it is added

preview-label = Revisar antes de añadir
preview-title = Lo que se va a añadir
preview-title-archive = Lo que se va a añadir de { $name }
preview-number = Pregunta { $number } de { $count }
preview-levels = ¿Qué carpetas son las clases?
preview-level = { $count ->
    [one] { $names } ({ $count } clase)
   *[other] { $names } ({ $count } clases)
}
preview-classes = Las clases y sus fotos
preview-more = { $count ->
    [one] y { $count } clase más
   *[other] y { $count } clases más
}
preview-no-classes = { $count ->
    [one] Aquí ninguna carpeta da nombre a una clase, así que la foto va a una sola clase, «{ $name }». Si quieres varias clases, cancela, ordena las fotos en una carpeta para cada clase y añade esas carpetas.
   *[other] Aquí ninguna carpeta da nombre a una clase, así que las { $count } fotos van todas a una sola clase, «{ $name }». Si quieres varias clases, cancela, ordena las fotos en una carpeta para cada clase y añade esas carpetas.
}
preview-unlabelled = { $count ->
    [one] Añadir también { $count } foto sin etiqueta, a «{ $name }»
   *[other] Añadir también { $count } fotos sin etiqueta, a «{ $name }»
}
preview-loose = { $count ->
    [one] Añadir también { $count } foto que no está en ninguna carpeta, a «{ $name }»
   *[other] Añadir también { $count } fotos que no están en ninguna carpeta, a «{ $name }»
}
preview-left-out = Se omiten
preview-system = { $count ->
    [one] { $count } archivo o carpeta del sistema
   *[other] { $count } archivos o carpetas del sistema
}
preview-label-files = { $count ->
    [one] { $count } archivo de etiquetas, que no se lee: las carpetas dan nombre a las clases
   *[other] { $count } archivos de etiquetas, que no se leen: las carpetas dan nombre a las clases
}
preview-metadata = { $count ->
    [one] { $count } archivo con la fecha, el lugar o el título de una foto: aquí no hace falta
   *[other] { $count } archivos con fechas, lugares o títulos de fotos: aquí no hacen falta
}
preview-masks = { $count ->
    [one] { $count } máscara
   *[other] { $count } máscaras
}
preview-archives = { $count ->
    [one] { $count } archivo comprimido dentro: descomprímelo y añade su contenido
   *[other] { $count } archivos comprimidos dentro: descomprímelos y añade su contenido
}
preview-no-photos = { $count ->
    [one] { $count } archivo que no es una foto: al terminar se indica cuál
   *[other] { $count } archivos que no son fotos: al terminar se indica cuáles
}
preview-empty = { $count ->
    [one] { $count } archivo vacío
   *[other] { $count } archivos vacíos
}
preview-over = { $count ->
    [one] { $count } clase con { $photos } fotos: un proyecto puede tener como máximo { $limit } clases
   *[other] { $count } clases con { $photos } fotos: un proyecto puede tener como máximo { $limit } clases
}
preview-splits = Las partes { $names } se reúnen, clase por clase.
preview-encoding = El archivo no indica cómo están codificados sus nombres. Se leyeron como { $encoding }.
preview-added-once = Las fotos que ya están en el proyecto, o aquí repetidas, se añaden una sola vez.
preview-add = { $count ->
    [one] Añadir { $count } foto
   *[other] Añadir { $count } fotos
}
preview-add-some = { $count ->
    [one] Añadir { $count } foto, omitir { $left_out }
   *[other] Añadir { $count } fotos, omitir { $left_out }
}

## The clipboard

# The name of a photo that has no file.
clipboard-photo = Foto pegada
clipboard-empty = No hay ninguna imagen en el portapapeles. Copia una primero.
clipboard-class = Pegado en la clase «{ $name }». Para pegar en otra clase, haz clic primero en ella.
clipboard-not-allowed = El navegador no permitió que esta página leyera el portapapeles. Pulsa Ctrl+V (⌘V) en su lugar.

## The webcam

webcam-name = Cámara web
webcam-close = Apagar la cámara web
webcam-not-allowed = No se permitió el acceso a la cámara web. Permítelo para esta página en la barra de direcciones del navegador e inténtalo de nuevo.
webcam-not-found = No se encontró ninguna cámara web. Conecta una e inténtalo de nuevo.
webcam-in-use = Otro programa está usando la cámara web. Ciérralo e inténtalo de nuevo.
webcam-not-offered = Este navegador no ofrece aquí ninguna cámara web; la página debe abrirse por https o en localhost.

## The worker’s end, as the page sees it

worker-slow = La preparación está tardando más de lo normal. Si sigue así, reinicia; no se pierde nada.
worker-stopped = El worker se detuvo inesperadamente.
# $cause is what the browser says, in English and without a full stop at the end.
worker-stopped-because = El worker se detuvo inesperadamente: { $cause }.
worker-unreadable = El worker se detuvo inesperadamente: no se pudo leer uno de sus mensajes.
worker-not-loaded = El worker se detuvo inesperadamente: no se pudo cargar su programa.
worker-not-ready = El worker no llegó a estar listo.
worker-impossible = Este navegador no puede ejecutar workers de tipo módulo; uno actual sí puede.
# What follows stands behind one of the sentences on the worker’s end.
worker-again = Se reinició.
worker-again-with-photos = Se reinició; tus fotos siguen aquí.
worker-again-without-photos = { $count ->
    [one] Se reinició, pero hay que añadir de nuevo { $count } foto que solo estaba en la memoria de esta pestaña.
   *[other] Se reinició, pero hay que añadir de nuevo { $count } fotos que solo estaban en la memoria de esta pestaña.
}
worker-not-again = No se reinició.
# A button.
worker-start-again = Reiniciar
command-not-sent = El navegador no pudo entregar esto al worker. Recarga la página e inténtalo de nuevo.
event-not-understood = El worker envió algo que esta página no entiende. Recarga la página.

## Errors, and what caused them

with-detail = { $sentence } ({ $detail })

## Photos that are read. Each of these goes on from the file's name.

image-rare-kind = es un { $format } de un tipo poco común que no se puede leer. Guárdalo como JPEG o PNG normal y vuelve a intentarlo.
image-needs-memory = necesita demasiada memoria para leerse. Guárdalo de nuevo como JPEG y usa ese archivo.
image-tiff-packed = es un TIFF comprimido con { $method }, que aquí no se puede descomprimir. Guárdalo como PNG o JPEG y vuelve a intentarlo.
image-tiff-colours = es un TIFF con colores { $colours }, que aquí no se puede leer. Guárdalo en RGB y vuelve a intentarlo.
image-unsupported = es una foto { $format }, que este navegador no puede leer; guárdala como JPEG y vuelve a intentarlo.
image-decoder-missing = es una foto HEIC, y no se pudo cargar el decodificador que necesita. Comprueba la conexión y vuelve a intentarlo.
image-decoder-slow = es una foto HEIC que tarda demasiado en decodificarse. Guárdala como JPEG y usa ese archivo.
image-decoder-stopped = es una foto HEIC que necesita más memoria de la disponible para decodificarse, o que tiene un fallo que detuvo el decodificador. Guárdala como JPEG y usa ese archivo.
image-cut-off = está incompleto: le falta el final. Cópialo o descárgalo de nuevo.
image-cut-off-below = está incompleto: falta el { $percent } % inferior de la imagen. Cópialo o descárgalo de nuevo.
image-damaged = está dañado: empieza como un { $format }, pero no se puede leer. Ábrelo en otro programa y guárdalo de nuevo.
image-without-pixels = está dañado: indica que no tiene píxeles. Cópialo o descárgalo de nuevo.
image-not-filled = está dañado: tiene muy pocos píxeles para su tamaño. Cópialo o descárgalo de nuevo.
image-too-many-pixels = tiene { $megapixels } megapíxeles; el límite es { $limit }. Reduce la foto y vuelve a intentarlo.
image-empty = está vacío (0 bytes). Cópialo o descárgalo de nuevo.
image-file-too-large = ocupa { $megabytes } MB; el límite es { $limit } MB. Reduce la foto y vuelve a intentarlo.
image-raw-camera-file = es un archivo RAW. Expórtalo como JPEG y usa ese archivo.
image-raw-without-preview = es un archivo RAW que solo contiene una vista previa de { $width } × { $height } píxeles, demasiado pequeña. Expórtalo como JPEG y usa ese archivo.
image-is-none = no es una imagen que se pueda leer: { $what }.
image-other-ending = no es una foto: su nombre termina en «.{ $ending }».
image-unreadable = no se puede leer; puede que se haya movido o eliminado. Elígelo de nuevo.
image-not-from-camera = no se puede leer desde la cámara web en este navegador.
image-is-no-file = no es un archivo.
image-not-stored = no se puede guardar como JPEG.
image-not-shrunk = no se puede reducir.
image-without-view = no se puede redimensionar para el modelo.

## What a file is that is no image. Part of image-is-none, without a full stop.

file-is-pdf = es un PDF. Guarda sus páginas como JPEG o PNG y úsalas
file-is-zip = es un archivo ZIP o un documento de oficina. Descomprime el archivo, o guarda las imágenes del documento como archivos, y úsalas
file-is-office-document = es un documento de Office. Guarda sus imágenes como archivos y úsalas
file-is-archive = es un archivo comprimido ({ $format }). Descomprímelo y usa las carpetas que contiene
file-is-video = es un vídeo. Guarda como fotos los fotogramas que quieras y úsalos
file-is-photoshop = es un documento de Photoshop. Guárdalo como JPEG o PNG y usa ese archivo
file-is-icon = es un icono. Guárdalo como JPEG o PNG y usa ese archivo
file-is-other-image = es una imagen en formato { $format }. Guárdala como JPEG o PNG y usa ese archivo
file-is-audio-or-video = es un archivo de audio o vídeo. Guarda como fotos los fotogramas de un vídeo que quieras y úsalos
file-is-audio = es un archivo de audio. Handlens solo aprende de fotos; usa fotos en su lugar
file-is-drawing = es un dibujo (SVG). Expórtalo como JPEG o PNG y usa ese archivo
file-is-web-page = es una página web. Guarda la foto misma como archivo y úsalo
file-is-text = es un archivo de texto. Déjalo fuera, o descarga la foto de nuevo si tenía que ser una
file-is-project = es un proyecto de Handlens completo. Para importarlo, suéltalo sobre las clases o sobre la lista de tus proyectos
file-is-placeholder = es solo un marcador de una foto que sigue en iCloud. Descarga primero la foto y vuelve a intentarlo
file-is-unknown = sus primeros bytes no corresponden a ningún formato de imagen. Ábrelo en otro programa, guárdalo como JPEG o PNG y usa ese archivo

## What was done to a photo. Each of these goes on from the file's name.

image-misnamed = es en realidad un { $format }, a pesar de su nombre; se leyó como tal.
image-part-missing = está incompleto: falta el { $percent } % inferior de la imagen; se usó el resto.
image-coarse = está incompleto: faltan los detalles más finos; se usó tal como está.
image-animated = es una animación; se usó su primer fotograma.
image-pages = contiene { $pages } páginas; se usó la primera.
image-later-page = contiene { $pages } páginas; se usó la página { $page }, la primera en la que se ve algo.
image-sixteen-bit = tiene 16 bits por canal; se leyó con 8, que es todo lo que ve el modelo.
image-stretched = solo contiene valores de { $from } a { $to }; se extendieron del negro al blanco.
image-cmyk = tiene colores de impresión (CMYK); se convirtieron a RGB y pueden verse algo distintos.
image-further-channels =
    tiene { $count ->
        [one] un canal más
       *[other] { $count } canales más
    } aparte de los colores; solo se usaron los colores.
image-transparent = tiene partes transparentes; se pusieron sobre fondo blanco.
image-raw-preview = es un archivo RAW; se usó la vista previa de { $width } × { $height } píxeles que contiene.

## ZIP archives of photos. Each of these goes on from the name of the archive, or of a file inside it.

archive-is-part = es una parte de un archivo ZIP dividido. Une las partes y usa el ZIP completo.
archive-cut-off = está incompleto o dañado: le falta la lista de contenido. Cópialo o descárgalo de nuevo.
archive-is-none = no es un archivo ZIP. Comprime las carpetas de fotos en un ZIP y úsalo.
archive-unreadable = no se puede leer en este dispositivo. Comprueba que sigue ahí y vuelve a intentarlo.
archive-left-out = contiene más fotos de las que se pueden añadir de una vez: se añadieron las { $taken } primeras y se dejaron fuera otras { $more }. Comprime esas en un ZIP aparte.
archive-refused-more = contiene { $count } archivos más que no se pudieron usar.
archive-ends-early = tiene una lista de contenido que solo se pudo leer en parte; puede que contenga más fotos. Cópialo o descárgalo de nuevo, o hazlo más pequeño.
archive-password = está protegido con contraseña. Descomprime el ZIP y usa las carpetas que contiene.
archive-packed-with = está comprimido con { $method }, que aquí no se puede descomprimir. Descomprime el ZIP y usa las carpetas que contiene.
archive-packed-unusually = está comprimido con un método poco común, que aquí no se puede descomprimir. Descomprime el ZIP y usa las carpetas que contiene.
archive-entry-missing = no está en este archivo ZIP. Prueba otra vez con el ZIP.
archive-entry-damaged = está dañado dentro del archivo ZIP. Copia o descarga el ZIP de nuevo.
archive-entry-padded = ocupa, una vez descomprimido, mucho más de lo que necesita una imagen de ese tamaño, como hacen los archivos maliciosos, y se ha omitido.
archive-overlaps = contiene archivos que se superponen, como hacen los ZIP maliciosos. Comprime las fotos en un ZIP nuevo y úsalo.
archive-of-sounds = es un proyecto de audio de Teachable Machine, y solo se pueden leer proyectos de imágenes. Elige otro.
archive-of-poses = es un proyecto de posturas de Teachable Machine, y solo se pueden leer proyectos de imágenes. Elige otro.
archive-of-sounds-or-poses = es un proyecto de audio o de posturas de Teachable Machine, y solo se pueden leer proyectos de imágenes. Elige otro.
archive-of-model = es un modelo entrenado sin sus fotos de entrenamiento. Usa el proyecto de Teachable Machine (.tm) o las muestras de cada clase.
archive-without-readable-photos = no contiene fotos que se puedan leer: «{ $name }» { $reason }
archive-of-unreadable = no contiene fotos que se puedan leer. Cada uno de sus { $count } archivos { $reason }
archive-of-unreadable-first = no contiene fotos que se puedan leer, sino { $count } archivos más. Uno de ellos, «{ $name }», { $reason }
archive-without-photos = no contiene fotos. Usa un ZIP con una carpeta de fotos para cada clase.
archive-add-another = Usa un ZIP con una carpeta de fotos para cada clase.
archive-inside = { $count ->
    [one] contiene { $count } archivo comprimido más, que no se abrió. Descomprímelo y usa su contenido.
   *[other] contiene { $count } archivos comprimidos más, que no se abrieron. Descomprímelos y usa su contenido.
}
archive-label-files = { $count ->
    [one] contiene { $count } archivo de etiquetas, que no se lee: las carpetas dan nombre a las clases.
   *[other] contiene { $count } archivos de etiquetas, que no se leen: las carpetas dan nombre a las clases.
}
archive-masks = { $count ->
    [one] contiene { $count } máscara, que no es una foto y se omitió.
   *[other] contiene { $count } máscaras, que no son fotos y se omitieron.
}
archive-metadata = { $count ->
    [one] contiene { $count } archivo con la fecha, el lugar o el título de una foto, que aquí no hace falta.
   *[other] contiene { $count } archivos con fechas, lugares o títulos de fotos, que aquí no hacen falta.
}
archive-folders-empty = { $count ->
    [one] contiene una carpeta vacía: { $names }.
   *[other] contiene { $count } carpetas vacías: { $names }.
}
archive-splits = está dividido en { $names }. Las partes se reunieron, clase por clase.
archive-encoding = no indica cómo están codificados sus nombres; se leyeron como { $encoding }.
archive-names-shortened = { $count ->
    [one] contiene { $count } nombre de clase con más de { $limit } caracteres. Se omitió la parte central.
   *[other] contiene { $count } nombres de clase con más de { $limit } caracteres. Se omitió la parte central.
}
archive-of-archives = { $count ->
    [one] no contiene fotos, solo { $count } archivo comprimido. Descomprímelo y usa su contenido.
   *[other] no contiene fotos, solo { $count } archivos comprimidos. Descomprímelos y usa su contenido.
}
archive-not-written = No se pudo escribir el ZIP de las fotos. Comprueba que queda espacio en este dispositivo e inténtalo de nuevo.

## The model and its training

model-damaged = El modelo preentrenado está dañado. Recarga la página para obtenerlo de nuevo.
model-labels-damaged = La lista de nombres de clases está dañada. Recarga la página para obtenerla de nuevo.
model-not-written = No se pudieron escribir los pesos.
model-view-of-wrong-size = Una vista de una foto tiene un tamaño incorrecto.
fit-needs-two-classes = El entrenamiento necesita fotos en al menos dos clases.
fit-without-head = El entrenamiento no produjo ningún clasificador.

## What does the work: the graphics processor (GPU) or the CPU

device-cpu-asked-for = Elegiste la CPU.
device-gpu-asked-for = La elegiste tú.
device-without-webgpu = Este navegador no tiene WebGPU, así que los cálculos los hace la CPU.
device-without-gpu = Este navegador no ofrece ningún procesador gráfico, así que los cálculos los hace la CPU.
device-gpu-in-software = El único procesador gráfico que hay aquí está simulado por software, y la CPU es más rápida. Para usarlo de todos modos, añade ?device=gpu a la dirección.
device-gpu-not-started = El procesador gráfico no se inició, así que los cálculos los hace la CPU.
device-gpu-measured = Medido en este dispositivo: { $gpu } ms por foto; en la CPU, { $cpu } ms.
device-cpu-measured = En este dispositivo, la CPU es más rápida que el procesador gráfico: { $cpu } ms por foto en lugar de { $gpu } ms. Para usar el procesador gráfico de todos modos, añade ?device=gpu a la dirección.
device-gpu-wrong = El procesador gráfico calcula mal este modelo, así que los cálculos los hace la CPU.
device-gpu-silent = El procesador gráfico dejó de responder.
device-no-number = El procesador dio una respuesta que no es un número.
device-at-work-already = La red neuronal ya está en marcha.

## A project's database

database-full = No queda espacio en este dispositivo para el proyecto; no se cambió nada. Libera espacio e inténtalo de nuevo.
database-foreign = Este archivo no es un proyecto de Handlens. Elige otro.
database-damaged = El archivo del proyecto está dañado. Sigue con una copia o empieza un proyecto nuevo.
database-busy = El proyecto está abierto en otro lugar; no se cambió nada. Ciérralo allí e inténtalo de nuevo.
database-cannot-open = No se puede abrir el archivo del proyecto. Comprueba su nombre e inténtalo de nuevo.
database-failing-device = Este dispositivo no pudo leer ni escribir el proyecto. Comprueba que queda espacio e inténtalo de nuevo.
database-refused = La base de datos del proyecto rechazó el cambio; no se cambió nada.

## Where projects are kept

project-store-too-large-for-memory = Este proyecto es demasiado grande para la memoria de esta pestaña. Usa un navegador que guarde los proyectos en el dispositivo.
project-store-file-gone = El archivo ya no está; elígelo de nuevo.
project-store-file-unreadable = No se puede leer el archivo; puede que se haya movido o eliminado. Elígelo de nuevo.
project-store-file-unfit = Este archivo no es un proyecto de Handlens o está dañado. Elige otro.
project-store-file-not-written = No se pudo escribir el archivo en este dispositivo. Inténtalo de nuevo.
project-store-without-space = No queda espacio en este dispositivo para el archivo. Libera espacio e inténtalo de nuevo.
project-store-project-gone = Este proyecto ya no existe.
project-store-no-new-project = No se pudo crear un proyecto nuevo; inténtalo de nuevo.
project-store-without-randomness = Este navegador no proporciona números aleatorios, así que no se puede crear un proyecto nuevo.
project-store-files-in-use = Otra pestaña usa los archivos de este proyecto. Ciérralo allí e inténtalo de nuevo.
project-store-files-unusable = No se pueden abrir los archivos del proyecto en este dispositivo; se dejaron intactos.
project-store-not-listed = No se pueden mostrar los proyectos de este dispositivo; recarga la página.
project-store-not-removed = No se pudo eliminar este proyecto; puede que esté abierto en otra pestaña.

## The worker, which does the work beside the page

worker-panicked = Un error del programa detuvo el worker. Tus fotos guardadas se conservan. ({ $detail })
worker-unheard = El worker no pudo comunicarse con la página.
worker-not-understood = La página y su worker no se corresponden; recarga la página.
worker-without-task = La página no dijo qué iniciar; recárgala.
worker-without-channels = Este navegador no tiene canales de mensajes; usa uno actual.
worker-of-the-page-only = Este programa solo funciona en un worker dedicado de la página de Handlens.
page-without-model = La página no entregó el modelo; recárgala.
page-labels-damaged = Los nombres de clases del modelo están dañados; recarga la página.
embedder-stopped = Un worker auxiliar se detuvo.

## Changes that can be undone, as they stand behind “Undo:”. Projects store these keys: they are never renamed, and keep their variables.

journal-create-class = Crear la clase «{ $name }»
journal-create-classes = Crear clases
journal-rename-class = Renombrar «{ $before }» como «{ $after }»
journal-merge-classes = Fusionar «{ $from }» en «{ $into }»
journal-delete-class = Eliminar la clase «{ $name }»
journal-delete-class-with-photos = Eliminar la clase «{ $name }» ({ $count ->
    [one] { $count } foto
   *[other] { $count } fotos
})
journal-move-photos = { $count ->
    [one] Mover { $count } foto a «{ $class }»
   *[other] Mover { $count } fotos a «{ $class }»
}
journal-delete-photos = { $count ->
    [one] Eliminar { $count } foto
   *[other] Eliminar { $count } fotos
}
journal-add-photos = { $count ->
    [one] Añadir { $count } foto
   *[other] Añadir { $count } fotos
}

## Names of projects

name-of-first-project = Mis fotos
name-of-copy = { $name } (copia)
name-not-known = Un proyecto

## What cannot be done with a project, its classes and its photos

project-needs-name = Un proyecto necesita un nombre. Escribe uno.
project-name-too-long = El nombre de un proyecto puede tener como máximo { $limit } caracteres, y este tiene { $characters }. Acórtalo.
project-cannot-store = Esto no se puede guardar en el proyecto.
class-merged-into-itself = Una clase no se puede fusionar consigo misma. Elige otra clase.
class-no-longer-there = Esa clase ya no está en el proyecto. Elige otra o deshaz su eliminación.
class-limit-reached = Un proyecto puede tener como máximo { $limit } clases, y este ya las tiene. Antes, fusiona o elimina alguna.
class-numbers-exhausted = Al proyecto se le acabaron los números para las clases. Empieza uno nuevo.
class-needs-name = Una clase necesita un nombre. Escribe uno.
class-name-too-long = El nombre de una clase puede tener como máximo { $limit } caracteres, y este tiene { $characters }. Acórtalo.
class-name-taken = Ya hay una clase «{ $name }». Elige otro nombre.
photos-no-longer-there = Una de estas fotos ya no está en el proyecto, así que no se cambió nada. Elige de nuevo.
photo-numbers-exhausted = Al proyecto se le acabaron los números para las fotos. Empieza uno nuevo.
photos-still-being-added = Aún se están añadiendo fotos. Espera a que terminen o cancélalo, e inténtalo de nuevo.
import-has-ended = Esa importación ya terminó. Añade las fotos de nuevo.

## Projects that cannot be opened, and files from elsewhere

project-half-copied = Este proyecto está incompleto, porque su copia se interrumpió. Elimínalo y cópialo de nuevo.
project-of-newer-version = Este proyecto se guardó con una versión más nueva de Handlens. Recarga la página para obtenerla.
foreign-half = Este archivo contiene solo parte de un proyecto, porque su exportación se interrumpió. Expórtalo de nuevo.
foreign-altered = Otro programa modificó este archivo, así que no se importó nada de él. Exporta el proyecto de nuevo.
foreign-incomplete = Este archivo se abrió en otro programa y por sí solo no está completo. Exporta el proyecto de nuevo.
foreign-cut-off = Este archivo está incompleto: le falta el final. Cópialo o descárgalo de nuevo.
foreign-too-large = Este archivo es más grande que cualquier proyecto. Elige otro.
foreign-damaged = Este archivo está dañado, así que no se importó nada de él. Exporta el proyecto de nuevo o elige otro archivo.

## Copies of projects

copying-into-full-project = Un proyecto solo se puede copiar en uno vacío. Empieza con uno nuevo.
copying-finished-already = Esta copia ya está terminada.
copying-not-finished = Aún quedan fotos por copiar.
flaw-of-file = { $sentence } No se importó nada de este archivo; exporta el proyecto de nuevo o elige otro archivo.
flaw-of-project = { $sentence } Elimina lo que esté dañado e inténtalo de nuevo.
flaw-class-numbers = Los números de las clases están desordenados.
flaw-photo-numbers = Los números de las fotos están desordenados.
flaw-class-name = El nombre de una clase está vacío o es demasiado largo.
flaw-class-twice = Hay dos clases «{ $name }».
flaw-too-many-classes = Hay { $count } clases, pero un proyecto puede tener como máximo { $limit }.
flaw-too-many-photos = Hay más de { $limit } fotos.
flaw-photo-without-class = Una foto está en una clase que no existe.
flaw-photo-without-pixels = La foto «{ $name }» perdió sus píxeles.
flaw-photo-twice = La foto «{ $name }» aparece dos veces.
flaw-photo-without-hash = La foto «{ $name }» perdió su huella.
flaw-photo-too-large = La foto «{ $name }» es más grande de lo que permite un proyecto.
flaw-photo-unreadable = La foto «{ $name }» no se puede leer.
flaw-photo-of-other-kind = La foto «{ $name }» no es del tipo indicado.
flaw-photo-of-other-size = La foto «{ $name }» no tiene el tamaño indicado.
flaw-photo-without-thumbnail = La foto «{ $name }» no tiene una miniatura válida.
flaw-feature = Lo que se calculó a partir de una foto está dañado.

## What a search for damage finds in a project. The journal is the list of changes that can be undone.

soundness-damaged = El archivo del proyecto está dañado: { $detail }.
soundness-row-without-parent = Una fila de «{ $table }» remite a una fila de «{ $parent }» que no existe.
soundness-photos-without-pixels = { $count ->
    [one] { $count } foto perdió sus píxeles.
   *[other] { $count } fotos perdieron sus píxeles.
}
soundness-photos-without-thumbnails = { $count ->
    [one] { $count } foto perdió su miniatura.
   *[other] { $count } fotos perdieron su miniatura.
}
soundness-photos-in-deleted-class = { $count ->
    [one] { $count } foto está en una clase eliminada.
   *[other] { $count } fotos están en una clase eliminada.
}
soundness-photos-measured-wrongly = { $count ->
    [one] { $count } foto tiene medidas imposibles.
   *[other] { $count } fotos tienen medidas imposibles.
}
soundness-changes-after-undone = { $count ->
    [one] { $count } cambio viene después de uno deshecho.
   *[other] { $count } cambios vienen después de uno deshecho.
}
soundness-changes-without-effect = { $count ->
    [one] { $count } cambio del historial no hace nada.
   *[other] { $count } cambios del historial no hacen nada.
}
soundness-photos-elsewhere = { $count ->
    [one] { $count } foto no está donde indica el historial.
   *[other] { $count } fotos no están donde indica el historial.
}
soundness-classes-elsewhere = { $count ->
    [one] { $count } clase no está donde indica el historial.
   *[other] { $count } clases no están donde indica el historial.
}
soundness-features-of-wrong-length = { $count ->
    [one] { $count } característica no tiene la longitud correcta.
   *[other] { $count } características no tienen la longitud correcta.
}
soundness-too-many-classes = { $count ->
    [one] { $count } clase supera el máximo permitido.
   *[other] { $count } clases superan el máximo permitido.
}
soundness-class-names = Hay nombres de clases vacíos, demasiado largos o repetidos.

## Going from project to project, and whole projects in and out

workspace-without-project = No hay ningún proyecto abierto. Abre uno e inténtalo de nuevo.
workspace-project-no-longer-here = Este proyecto ya no está en este dispositivo.
workspace-not-renamed-in-use = Este proyecto está abierto en otra pestaña; renómbralo allí.
workspace-not-deleted-in-use = Este proyecto está abierto en otra pestaña; ciérralo allí primero.
workspace-file-missing = No se recibió el archivo; elígelo de nuevo.
workspace-project-in-use = Este proyecto está en uso; inténtalo más tarde.
workspace-project-closed = El proyecto se cerró antes de terminar; empieza de nuevo.
workspace-project-taken = Otra pestaña abrió este proyecto; empieza de nuevo allí.

## Work on an open project

session-gpu-fault = El procesador gráfico comunicó un error.
session-gpu-fault-at-start = El procesador gráfico comunicó un error, así que los cálculos los hace la CPU.
session-gpu-failed = El procesador gráfico falló, así que la CPU sigue con los cálculos.
session-model-loading = El modelo aún se está cargando; inténtalo de nuevo en un momento.
session-photo-gone = Esta foto ya no está en el proyecto.
session-photo-without-pixels = Una foto del proyecto perdió sus píxeles; elimínala y añádela de nuevo.
session-one-photo-at-a-time = Solo se puede probar una foto a la vez.
session-photos-not-added = { $count ->
    [one] { $count } foto no se añadió. { $reason }
   *[other] { $count } fotos no se añadieron. { $reason }
}
session-import-not-taken-back = Las fotos ya añadidas no se pudieron quitar y se quedan en sus clases. { $reason }
session-space-not-given-back = Las fotos eliminadas se han borrado, pero aún no se pudo liberar su espacio. { $reason }
session-classes-left-out = { $count ->
    [one] Se omitió { $count } clase con todas sus fotos: un proyecto puede tener como máximo { $limit } clases.
   *[other] Se omitieron { $count } clases con todas sus fotos: un proyecto puede tener como máximo { $limit } clases.
}
session-photo-there-already = ya está en «{ $class }»; se contó una vez.
batch-more-that-are-no-photos = { $count ->
    [one] contiene { $count } archivo más que no es una foto.
   *[other] contiene { $count } archivos más que no son fotos.
}
batch-limit-reached = { $count ->
    [one] Se pueden probar { $limit } fotos a la vez como máximo; { $count } se dejó fuera. Pruébala después de estas.
   *[other] Se pueden probar { $limit } fotos a la vez como máximo; { $count } se dejaron fuera. Pruébalas después de estas.
}

## All projects

project-count = { $count ->
    [one] { $count } proyecto
   *[other] { $count } proyectos
}
projects = Proyectos
overview-title = Tus proyectos
overview-new = Nuevo proyecto
overview-empty = No hay ningún proyecto en este dispositivo. Crea uno o importa uno que hayas exportado antes.
overview-drop = Suelta aquí fotos, una carpeta o un .zip para empezar un proyecto con ellos, o un archivo .handlens para recuperar un proyecto.
overview-import = Importar
overview-import-title = Un archivo .handlens, .zip o .tm
overview-deleted = Eliminados hace poco
overview-deleted-days = Se borran automáticamente a los 7 días de eliminarlos.
# $when: as "5 minutes ago"
overview-deleted-project = { $count ->
    [one] { $count } foto, eliminado { $when }
   *[other] { $count } fotos, eliminado { $when }
}
overview-restore = Restaurar
overview-restore-project = Restaurar { $name }
overview-purge = Eliminar para siempre
overview-purge-project = Eliminar para siempre: { $name }

## A project

project-empty = Vacío
project-changed = Modificado { $when }
project-in-use = Abierto en otra pestaña
project-name-label = Nombre del proyecto
project-name-title = El nombre del proyecto. Haz clic o pulsa F2 para renombrarlo
project-all = Todos los proyectos
project-actions = Acciones para el proyecto { $name }
project-open = Abrir
project-duplicate = Duplicar
project-export = Exportar proyecto (.handlens)
project-export-photos = Exportar fotos (.zip)
project-check = Buscar daños
project-delete = Eliminar proyecto
# In the place of a name that is not known.
project-unnamed = un proyecto
# The name that a new project gets.
project-numbered = Proyecto { $number }
quoted = «{ $name }»

## A project that another tab has open; $name is quoted, or "This project"

elsewhere-in-use = { $name } está abierto en otra pestaña
elsewhere-why = Trabajar en él en dos pestañas mezclaría tus cambios.
elsewhere-take-over = Usarlo aquí
elsewhere-taken = { $name } está ahora abierto en otra pestaña
elsewhere-stored = Todo lo hecho hasta ahora está guardado.
elsewhere-take-back = Volver a usarlo aquí
elsewhere-back = Volver a los proyectos

## Storage

# $amount: as "12 MB of 3 GB"
storage-used = { $amount } usados en este dispositivo
storage-room-unknown = Este navegador no indica cuánto espacio hay.
storage-ask = Conservar permanentemente
storage-this-project = Este proyecto
storage-export = Exportarlo como archivo
storage-memory = Este navegador no guarda nada para esta página: un proyecto desaparece con su pestaña. Exporta lo que quieras conservar.
storage-promised = Tu navegador prometió conservar tus proyectos, aunque al dispositivo le falte espacio.
storage-refused = Tu navegador no ha prometido conservar tus proyectos: puede eliminarlos si al dispositivo le falta espacio. A menudo acepta hacerlo más adelante, si usas más esta página. Hasta entonces, un archivo exportado está a salvo.
storage-at-risk = Tu navegador puede eliminar tus proyectos si al dispositivo le falta espacio.
storage-promise-unknown = Este navegador no indica si conserva tus proyectos. Un archivo exportado está a salvo.
storage-deleted = Las fotos que eliminas siguen en este dispositivo mientras se pueda deshacer: durante 200 cambios.
storage-forget = Borrar para siempre las fotos eliminadas
storage-forget-warning = Después no podrás deshacer nada de lo que has hecho hasta ahora. Las fotos del proyecto se quedan.
storage-forget-confirm = Borrarlas
storage-forgetting = Liberando espacio…
storage-forgotten = Las fotos eliminadas ya no están en este dispositivo.
storage-checking = Revisando cada foto…
storage-sound = No se encontraron daños.

## Questions about whole projects

purge-title = ¿Eliminar «{ $name }» para siempre?
purge-sentence = Sus fotos y todo lo que aprendió se eliminan de este dispositivo de inmediato. Esta acción no se puede deshacer.
purge-keep = Conservarlo
project-file-label = Un archivo de proyecto
project-file-title = ¿Importar { $name } como proyecto?
project-file-sentence = Será un proyecto aparte. Este se queda abierto como está.
project-files-title = ¿Importar estos archivos como proyectos?
project-files-sentence = Cada uno será un proyecto aparte. Este se queda abierto como está.
project-file-import = Importarlo
# Both go on from the name of a file that ends in “.handlens”.
project-file-none = no es un proyecto de Handlens, a pesar de su nombre, o está dañado. Elige otro.
project-file-zip = es un archivo ZIP, no un proyecto. Si contiene fotos, cambia el final de su nombre por «.zip» y elígelo de nuevo.

## Copies, exports and imports

transfer-label = Copia, importación o exportación
transfer-imported = { $name } es ahora un proyecto aparte.
transfer-copied = «{ $name }» se copió.
transfer-import-cancelled = Cancelado. { $name } no se importó.
transfer-copy-cancelled = Cancelado. «{ $name }» no se copió.
transfer-export-cancelled = Cancelado. «{ $name }» no se exportó.
transfer-sorted-cancelled = Cancelado. Las fotos clasificadas no se exportaron.
transfer-import-failed = { $name } no se importó. { $reason }
transfer-copy-failed = «{ $name }» no se copió. { $reason }
transfer-export-failed = «{ $name }» no se exportó. { $reason }
transfer-sorted-failed = Las fotos clasificadas no se exportaron. { $reason }
transfer-import-interrupted = La importación de { $name } se interrumpió. Impórtalo de nuevo.
transfer-copy-interrupted = La copia de «{ $name }» se interrumpió. No se conservó nada de ella.
transfer-export-interrupted = La exportación de «{ $name }» se interrumpió. Expórtalo de nuevo.
transfer-sorted-interrupted = La exportación de las fotos clasificadas se interrumpió. Expórtalas de nuevo.
transfer-import-cancelling = Cancelando la importación de { $name }
transfer-copy-cancelling = Cancelando la copia de «{ $name }»
transfer-sorted-cancelling = Cancelando la exportación de las fotos clasificadas
transfer-export-cancelling = Cancelando la exportación de «{ $name }»
transfer-copying = Copiando «{ $name }»
transfer-exporting = Exportando «{ $name }»
transfer-exporting-photos = Exportando las fotos de «{ $name }»
transfer-exporting-sorted = Exportando las fotos clasificadas
transfer-importing = Importando { $name }
# $doing: as "Exporting “Birds”", of which nothing is known yet
transfer-under-way = { $doing }…
transfer-saved = Guardado como { $name } ({ $size }).
transfer-not-saved = El navegador no pudo guardar { $name }. Libera espacio en este dispositivo e inténtalo de nuevo.

## About Handlens, and the report of a problem
about = Acerca de Handlens
about-sentence = Handlens aprende a distinguir tus propias fotos, en tu dispositivo. Es software libre con licencia Apache 2.0.
about-version = Versión { $version }, compilación { $build }
about-problem = ¿Algo ha fallado?
about-report = Envía este informe con unas palabras sobre lo que hiciste. Describe tu navegador, tu dispositivo y lo que la página ha hecho últimamente. No contiene ninguna foto ni ningún nombre de archivo, clase o proyecto.
about-copy = Copiar el informe
about-copied = El informe está en el portapapeles.
about-not-copied = Este navegador no permite que la página use el portapapeles. Selecciona el informe de abajo y cópialo.
about-show = Mostrar el informe
