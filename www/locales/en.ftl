# Sentences of Handlens, in Fluent (projectfluent.org). Each file of this folder has the same messages with the same
# variables; tests hold them to that.

## Numbers

number-decimal-mark = .
number-thousands-mark = ,
# The least number whose thousands are set apart.
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
    [one] { $count } class
   *[other] { $count } classes
}

## Words of many places

cancel = Cancel
close = Close
delete = Delete
undo = Undo
rename = Rename
dismiss = Dismiss
# The end of a list of names.
list-and = { $before } and { $last }
# Between two names of a longer list, and the end of one that is too long.
list-comma = {", "}
list-and-more = { $names } and { $count } more

## The worker's end, as worker-start.js reports it

worker-out-of-memory = The worker stopped, perhaps because it ran out of memory. ({ $detail })
worker-failed = The worker stopped because of an error. ({ $detail })
worker-not-started = The program could not be started; reload the page. ({ $detail })

## The choice of a language

language = Language
language-failed = The text in that language could not be loaded; check the connection and choose it again. ({ $detail })

## The privacy panel

# What the dialogue is called, for those who do not see it.
privacy-label = How to check that nothing leaves this device
privacy-title = Your photos stay on this device
privacy-about = This page processes your photos, your labels and what it learns from them on this device. It sends nothing anywhere. You need not take our word for it:

## The privacy panel: requests

privacy-requests = Every request since you opened this page
# Each of the three is a number of requests.
privacy-summary =
    { $server ->
        [0] None
       *[other] { $server }
    } answered by this page’s server, { $device ->
        [0] none
       *[other] { $device }
    } by this device, { $elsewhere ->
        [0] none
       *[other] { $elsewhere }
    } by anyone else.
# Opens a table of them, which grows as requests are made.
privacy-requests-all = { $count ->
    [one] { $count } request, updated live
   *[other] { $count } requests, updated live
}
privacy-requests-label = Requests
# The heads of the columns: how long after the page was opened, which file, and who answered.
privacy-request-after = Time
privacy-request-for = Address
privacy-request-by = Answered by
privacy-request-seconds = { $number } s
# In the column “Answered by”.
privacy-by-server = the server
privacy-by-device = this device
privacy-by-nobody = blocked
privacy-requests-source = Sources: the browser’s own list of this page’s requests, and the log of the service worker, which answers without a network.

## The privacy panel: the rules that the browser enforces, and an attempt to get past them

privacy-rules = The rules that your browser enforces
privacy-rules-about = This page may load its own files and nothing else. It may not connect to any other site, send a form, or run a script that is not one of its files.
privacy-rules-verbatim = The rules, word for word
privacy-rules-refused = The rules that blocked it, as the browser reports them
# A button: makes the attempt and shows the outcome.
privacy-try = Try to send something
privacy-try-failed = The test itself failed. Reload the page and try again.
privacy-try-page-refused = From the page: the browser blocked it.
privacy-try-page-open = From the page: the browser did not report that it blocked it. Something has changed the page’s rules, so do not trust this page.
privacy-try-worker-silent = From the worker, which holds your photos: it did not answer in time. Try again later.
# Functions of the browser’s, such as fetch.
privacy-try-worker-open = From the worker, which holds your photos: it still has functions that could send something. Do not trust this page.
privacy-try-worker-refused = From the worker, which holds your photos: the browser blocked it, and the functions that send have been removed.
privacy-try-worker-without-rule = From the worker, which holds your photos: every function that could send something has been removed. A page cannot close one last way: loading a script from an address. Only a browser rule can block that, and this server does not set one. The rule applies once the page is stored on this device and opened again.

## The privacy panel: the check with airplane mode

privacy-airplane = Check in airplane mode
privacy-airplane-switch = Switch this device to airplane mode, or unplug its network cable.
privacy-airplane-try = Close this panel and try a photo. You still get an answer: no other machine is involved.
privacy-airplane-off = This device is offline. Try a photo.
privacy-airplane-off-answered = { $count ->
    [one] This device is offline, and { $count } photo has been answered since.
   *[other] This device is offline, and { $count } photos have been answered since.
}
privacy-airplane-on = This device is online.
privacy-airplane-on-answered = { $count ->
    [one] This device is online again. While it was offline, { $count } photo was answered.
   *[other] This device is online again. While it was offline, { $count } photos were answered.
}

## The privacy panel: offline use

privacy-offline = Offline
privacy-install = Install as an app
offline-kept = The page itself is stored on this device: it opens and does everything offline.
offline-keeping = The page is being stored on this device, so that it opens offline. One moment.
offline-failed = This browser does not store the page on this device: it opens only online. Once open, it works offline.
offline-none = The page is not stored on this device: it opens only online. Once open, it works offline.

## The privacy panel: what is stored, and how all of it is deleted

## The privacy panel: what a photo’s file says beside its picture

privacy-data = What your photo files reveal
privacy-data-about = Besides the picture, Handlens keeps when and where a photo was taken and the name of its folder. It removes everything else before it stores the photo: camera, names, comments, thumbnails, edits. The place never leaves this device, not even in a file that you export. An exported project includes the time and the folder name; photos in a ZIP have the time as their file date. The exception is RAW files that you sort into a ZIP: they stay as they are.
# Goes on from a file's name.
export-raw-as-it-is = is a RAW file: it goes into the ZIP as it is, with everything that the camera wrote into it.

privacy-stored = What is stored on this device
privacy-stored-projects = Projects: photos, what was learned from them, settings
privacy-stored-outgoing = Recently exported files
privacy-stored-program = The page itself, for offline use
# In the place of a size.
privacy-stored-unknown = unknown
# A button; the question comes next.
removal-ask = Delete everything…
removal-question = Delete everything?
removal-warning = This removes all projects with their photos, the stored page and all settings from this device at once. It cannot be undone. Files that you have exported are not touched.
# The two buttons below the question.
removal-keep = Keep everything
removal-confirm = Delete everything
removal-running = Deleting…
removal-done = Everything has been deleted. You can close this page now.
removal-elsewhere = Another tab has a project open, so not everything could be deleted. Close the other tabs and try again.
# $name is the browser’s name of the failure, in English.
removal-failed = Not everything could be deleted ({ $name }). Reload the page and try again.
removal-failed-unknown = Not everything could be deleted (cause unknown). Reload the page and try again.
# Buttons, after everything was deleted and after that failed.
removal-start-anew = Start over
removal-reload = Reload

## The privacy panel: its limits

privacy-limits = What no page can prove
# Each of these goes on from that heading.
privacy-limit-browser = That the browser enforces the rules. It is the browser that blocks requests and lists them here.
privacy-limit-extensions = That your browser’s extensions send nothing. They can read every page and are not bound by its rules.
privacy-limit-server = That its server delivers the same page tomorrow. A copy stored on this device changes only when you accept a new version; the list above then starts over.
privacy-limit-people = That nobody else can open this browser on this device and see what is stored.

## The offer of a new version

update-offer = A new version of Handlens is available. Reload to start it; your projects stay as they are.
update-elsewhere = Handlens is open in another tab. Close the other tabs, then reload here; until then, this version keeps running.
update-now = Reload
update-later = Later

## The space on the device

# $used and $total are sizes: “12 MB of 58 GB”.
keeping-room = { $used } of { $total }
# $share is how much is used: “94 %”.
keeping-room-tight = This device is running out of space: { $used } of { $total } used ({ $share }). Export what you want to keep, and delete projects that you no longer need.

## Results on unseen photos

# Stands above the results of a training while photos are added, moved or deleted, and until the next training ends.
results-old = These results are from before your latest changes. The next training replaces them.
results-validation-off = Validation is off, so there are no results on unseen photos.
results-too-few-photos = Results on unseen photos need two photos of a class: one to learn from, one to test with.
# $class is a class as in finding-class-name.
results-one-photo = { $class } has only one photo, so it cannot be tested. Add more photos of it.
results-same-photos = All { $count } photos of { $class } are nearly identical, so it cannot be tested. Add photos taken at other times.
results-unjudged-more = { $count ->
    [one] One more class cannot be tested either.
   *[other] { $count } more classes cannot be tested either.
}
results-one-class = Only one class could be tested, which does not show how well your classes are told apart.
# Follows results-explanation.
results-groups = Nearly identical photos count once in this interval: { $groups ->
    [one] there is one distinct photo.
   *[other] there are { $groups } distinct ones.
}
# Stands right of the figure: “87 %”.
results-accuracy = right on unseen photos
results-interval = 95 % interval { $low } to { $high }
results-explanation = { $right } of { $judged } right, on photos it had not learned from ({ $folds } folds). For new photos like these, expect between { $low } and { $high }.
# The figures of a class. Each share may be “–”.
class-result-recall = recall { $share }
class-result-recall-title = Share of this class that is recognised
class-result-precision = precision { $share }
class-result-precision-title = Share of the photos given this class that belong to it
class-result-f1 = F1 { $share }
class-result-f1-title = The harmonic mean of recall and precision
class-result-not-judged = not tested
class-result-right = { $right } of { $judged } right
# $smallest and $largest are names of classes. One of the next two sentences stands behind it.
sizes-differ = Classes differ in size: { $smallest } has { $least ->
    [one] { $least } photo
   *[other] { $least } photos
}, { $largest } { $most }.
sizes-balanced = Every class still counts equally.
sizes-unbalanced = Every photo counts equally, so when in doubt the larger class wins.

# The second figure, where whole days or folders were held out and it is clearly lower.
occasions-title = Photos from other occasions
# Follows a share: 62 % …
occasions-accuracy = right on photos from other occasions
occasions-explanation = This test leaves out whole occasions, { $occasions } in all, told apart by date or folder: { $right } of { $judged } right, without having learned from any photo of the same occasion. Photos from one occasion are alike, so expect this figure for photos from elsewhere. Photos from more occasions help most.

## More figures

figures-more = More figures
figures-recall = Recall, mean of the classes
figures-recall-meaning = Share of a class that is recognised.
figures-precision = Precision, mean of the classes
figures-precision-meaning = Share of the photos given a class that belong to it.
figures-f1 = F1, mean of the classes
figures-f1-meaning = Recall and precision in one figure; every class counts equally.
# A figure after the temperature, and before.
figures-now-and-before = { $now }, was { $before }
figures-loss = Log-loss, nats
figures-loss-meaning = How surprising the right answers are; lower is better.
figures-calibration = Calibration error
figures-calibration-meaning = How far “80 % sure” is from being right 80 % of the time.
figures-occasions = Accuracy on other occasions
figures-occasions-share = { $share } ({ $low } to { $high })
figures-occasions-meaning = Measured by leaving out whole occasions, { $occasions } in all, told apart by date or folder. Not clearly below the figure above.
figures-tuning = Change by fine-tuning
figures-tuning-meaning = How much fine-tuning changed any part of the model at most (a layer’s weights, relative to their size). It changes a copy: what the pretrained model sees always comes from the original. The copy alone would see the same in { $agreement } of your photos.
figures-temperature = Temperature
figures-temperature-meaning = Makes answers less sure (above 1) or surer (below 1); stays near 1 with few photos.

## The table of mix-ups

confusion-title = Mix-ups
confusion-save-csv = Save the table as CSV
confusion-save-svg = Save the table as SVG
# How a table is saved: what separates its fields, and how a half is written in it.
csv-choice = { $table } ({ $dialect })
csv-comma = comma, 0.5
csv-semicolon = semicolon, 0,5
confusion-not-saved = The table could not be saved. Try again.
confusion-order = Order
# The choices of an order.
confusion-order-made = as created
confusion-order-mistakes = most mistakes first
confusion-order-name = by name
confusion-first = The first { $count } classes in this order; the file contains all.
confusion-caption = Rows: the class of the photos. Columns: the answers, on photos not learned from.
# The corner of the table: what its rows and its columns are.
confusion-rows = class ↓
confusion-columns = answer →
confusion-figure-right = { $count ->
    [one] { $count } photo of { $class } recognised
   *[other] { $count } photos of { $class } recognised
}
confusion-figure-wrong = { $count ->
    [one] { $count } photo of { $class } mistaken for { $other }
   *[other] { $count } photos of { $class } mistaken for { $other }
}
# Titles of the dialogue with the photos behind a figure.
confusion-photos-right = { $class }, recognised
confusion-photos-wrong = { $class }, mistaken for { $other }
# In which order photos are shown. Part of photos-in-order: “3 photos, least confident first.”
photos-order-least-sure = least confident first
photos-order-surest-mistakes = most confident mistakes first
photos-order-strangest = most unusual first
# The same table as a picture.
confusion-picture-accuracy = { $count } unseen photos, { $share } right (95 % interval { $low } to { $high })
confusion-picture-axes = Rows: the class of the photos. Columns: the answers.

## What more photos would bring

learning-title = What more photos would bring
learning-too-few = Too few photos to predict what more would bring.
learning-twice-same = Twice as many photos would change little: still about { $then } right on unseen photos, between { $low } and { $high }.
learning-twice = With twice as many photos, expect about { $then } right on unseen photos instead of { $now }, between { $low } and { $high }.
learning-chart = Right on unseen photos, as photos are added
# The legend of the chart.
learning-measured = measured, with its 95 % interval
learning-expected = twice as many photos: about { $share }, with its range
# The axes of the chart. It is 330 pixels wide.
learning-across = training photos per class (doubled at each step)
learning-up = right on unseen photos
# The chart for those who do not see it. $points are some of the next messages in a row.
learning-description = Right on unseen photos, by number of training photos: { $points }.
learning-point-one = { $share } with 1 photo per class
# $photos may be a fraction: “9.6”.
learning-point = { $share } with { $photos } photos per class
learning-points = { $before }, { $last }

## Whether the confidence of answers matches how often they are right

reliability-title = How confident the answers are, and how often right
reliability-across = confidence of the answer
reliability-up = share of right answers
# The legend of the chart.
reliability-exact = as often right as confident
reliability-before = before temperature scaling, { $error } apart on average
reliability-after = after it, { $error } apart on average; larger dots mean more photos
reliability-measured = answers on unseen photos, { $error } apart on average; larger dots mean more photos
# The chart for those who do not see it. $answers and $before are some of the next messages in a row.
reliability-description = By confidence: { $answers }.
reliability-description-both = By confidence: { $answers }. Before temperature scaling: { $before }.
reliability-bin = { $count ->
    [one] { $count } photo { $sure } confident on average, { $right } right
   *[other] { $count } photos { $sure } confident on average, { $right } right
}
reliability-bins = { $before }; { $last }

## None of these

none-of-these = None of these
# The label of a choice; its options are the next message, from never to readily.
unknown-choice = Say “none of these”
unknown-share = { $count ->
    [0] never
    [50] rarely (to 1 in 50 of my photos)
    [20] sometimes (to 1 in 20 of my photos)
    [10] often (to 1 in 10 of my photos)
    [5] readily (to 1 in 5 of my photos)
   *[other] to 1 in { $count } of my photos
}
unknown-rejects-none = Every photo gets one of your classes, whatever it shows.
unknown-rejects-no-own = { $judged ->
    [one] At this setting, your { $judged } photo would not be turned away.
   *[other] At this setting, none of your { $judged } photos would be turned away.
}
unknown-rejects = At this setting, { $rejected } of your { $judged ->
    [one] { $judged } photo
   *[other] { $judged } photos
} would be turned away.
# A link: it opens the photos that would be turned away.
unknown-look = { $count ->
    [one] Show it
   *[other] Show them
}
unknown-effect = A stricter setting catches more photos of other things, but turns away more of your own.
unknown-photos = Turned away as “none of these”
# With an answer: the bold first words, and what follows.
unknown-note = None of these.
unknown-note-unlike = The photo is unlike any in your classes.
# $name is one of the 1000 English names that the pretrained model knows.
unknown-note-guess = The photo is unlike any in your classes. The pretrained model sees: { $name } ({ $share }).

## Whether the pretrained model is unchanged

integrity-title = Is the pretrained model unchanged?
integrity-about = The pretrained model knows 1,000 things. Your training cannot change it. Check it: Handlens loads a second copy from the published file and compares the answers of both on your photos.
# Buttons.
integrity-compare = Compare on my photos
integrity-compare-again = Compare again
integrity-comparing = Comparing
integrity-unfinished = The comparison could not be finished.
integrity-same = Nothing has changed: the model is the published one, and its answers are identical.
integrity-different = The model in use is not the published one.
integrity-first = Same first answer, out of 1,000
integrity-five = Same first five answers, in the same order
integrity-of-photos = { $same } of { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}
integrity-difference = Largest difference in probability
# The two files, and whether they are as they should be. Their hashes follow.
integrity-file = Weights file (SHA-256)
integrity-file-same = the published one
integrity-file-other = not the published one
integrity-weights = Weights in use (SHA-256)
integrity-weights-same = same as in the file
integrity-weights-other = different from the file
integrity-sample = { $chosen } of your { $count ->
    [one] { $count } photo
   *[other] { $count } photos
}, evenly chosen.
integrity-photos = What the pretrained model sees in each photo
# Heads of a table.
integrity-photo = Photo
integrity-before = Published
integrity-now = Now

## Why a photo gets its answer

why-button = Why?
why-interrupted = The worker stopped before it could explain the answer. Ask again.
# Stands before the choice of an answer; behind it, where there is another answer to compare with, the next message and that answer: “Evidence for [cat] rather than dog”.
why-what-speaks-for = Evidence for
why-rather-than = rather than
# The legend of the two colours.
why-legend-for = for { $name }
why-legend-against = against it
why-show = Show the regions
why-hide = Hide the regions
why-about = Areas without colour make little difference. Regions are coarse: each is about a seventh of the photo wide.
# The photo for those who do not see it: its name, and one of the next four sentences.
why-picture = { $photo }. { $sentence }
# $place and $against are one of the messages why-place-…
why-nothing = No region favours { $name } more than another.
why-for = For { $name }: { $place }.
why-against = Against { $name }: { $place }.
why-for-and-against = For { $name }: { $place }. Against it: { $against }.
why-place-upper-left = mostly the upper left
why-place-top = mostly the top
why-place-upper-right = mostly the upper right
why-place-left = mostly the left
why-place-middle = mostly the middle
why-place-right = mostly the right
why-place-lower-left = mostly the lower left
why-place-bottom = mostly the bottom
why-place-lower-right = mostly the lower right
why-place-several = several places

## The answer for a photo

answer-waiting = Analysing…
answer-took = answered in { $time }
answer-outdated = This answer is from an earlier training.
# The photo is one of the photos of the project.
answer-present = This photo is in your project, in “{ $class }”. Handlens learns from it, so the answer says little about new photos.
# The same where the photo has been removed from the project since.
answer-learned = The model has learned from this photo, so the answer says little about new photos.
answer-ask-again = Ask again
answer-interrupted = The worker stopped before it could answer. Ask again.
answer-none = No answer
# What stands below each is a list of names.
answer-own = Your classes
answer-pretrained = Pretrained model sees
answer-more-classes = { $count ->
    [one] { $count } more class
   *[other] { $count } more classes
}
answer-nearest = Your most similar photos

## Trying photos

try-title = Try it
try-clear = Clear
try-drop = Drop new photos here
try-drop-more = A few, or many in a folder or ZIP
# Buttons.
try-choose = Choose
try-folder = Folder
try-paste = Paste
try-paste-title = Paste a photo from the clipboard
try-webcam-title = Show something to the webcam
try-hint = Until two classes have photos, only the pretrained model answers. It knows 1,000 things, but not yours.

## Training

training-title = How well it works
training-needs-classes = Add photos to at least two classes.
training-soon = Training starts as soon as the photos are added.
training-held = The last training did not finish; there may not be enough memory for it. Press Train to start it again. It needs less memory with fewer folds.
tuning-title = Fine-tuning
tuning-running = Adapting the model to your photos (fine-tuning): { $share }. Until this is done, the quick model answers, and the results are its own.
tuning-stop = Stop fine-tuning
tuning-off = Fine-tuning is off, as you chose: the quick model answers.
tuning-on = Turn on fine-tuning
tuning-kept = Fine-tuned: { $before } → { $after } right on unseen photos. Kept.
tuning-kept-as-set = Fine-tuned: { $before } → { $after } right on unseen photos. Kept, as you chose.
tuning-kept-on-the-whole = Fine-tuned: { $before } → { $after } right on unseen photos. No gain on these photos, but kept: with ten or more photos a class, it helps on the whole.
tuning-not-kept = Fine-tuning did not help here ({ $before } → { $after } right on unseen photos). The quick model answers.
# Follows the sentences tuning-kept and tuning-not-kept.
tuning-pessimistic = Measured with a model that was fine-tuned on only half of the photos.
training-running = { $count ->
    [one] Training on { $count } photo…
   *[other] Training on { $count } photos…
}
# $time is a duration. An epoch is a pass over all photos.
training-done = Trained on { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} in { $time }, { $epochs ->
    [one] { $epochs } epoch
   *[other] { $epochs } epochs
}
training-done-limit = Trained on { $count ->
    [one] { $count } photo
   *[other] { $count } photos
} in { $time }, { $epochs ->
    [one] { $epochs } epoch
   *[other] { $epochs } epochs
}, the limit; more would still help
training-curve-accuracy = Right on unseen photos
training-curve-loss = Training loss, nats
# The horizontal axis of the two curves.
curve-epochs = epoch
# The curve for those who do not see it.
curve-description = From { $from } at epoch { $first } to { $to } at epoch { $last }.
curve-none = No training yet.

## The settings of training

hyperparameters-title = Advanced
# Behind “Advanced”: a setting is other than it was at first.
hyperparameters-changed = · changed
hyperparameters-about = Training restarts after every change. The same photos and settings give the same classifier.
hyperparameters-train = Train
hyperparameters-reset-all = Reset all
hyperparameter-reset = Reset { $setting }
# $help is one of the messages hyperparameter-…-help.
hyperparameter-range = { $help } { $min } to { $max }, default { $default }.
hyperparameter-on-by-default = { $help } On by default.
hyperparameter-off-by-default = { $help } Off by default.
# What each setting is called, what stands behind its number, and what it does.
hyperparameter-learning-rate = Learning rate
hyperparameter-learning-rate-unit = × stable step
hyperparameter-learning-rate-help = Step size, relative to the largest that provably converges.
hyperparameter-weight-decay = Weight decay
hyperparameter-weight-decay-unit = λ of ½·λ·‖W‖²
hyperparameter-weight-decay-help = How strongly large weights are penalised. Higher values make answers more cautious.
hyperparameter-epochs = Maximum epochs
hyperparameter-epochs-unit = passes
hyperparameter-epochs-help = Training stops earlier once it has converged.
hyperparameter-folds = Validation folds
hyperparameter-folds-unit = folds, 0 = off
hyperparameter-folds-help = Each photo is tested by a classifier trained without its fold.
hyperparameter-seed = Seed
hyperparameter-seed-help = The same photos and seed give the same classifier.
hyperparameter-layers = What learns
hyperparameter-layers-help = The quick model learns in a moment how what the pretrained model sees belongs to your classes (it is called a classifier head). Fine-tuning also adapts a copy of the pretrained model’s last layers to your photos. It takes longer and helps most where classes look alike.
hyperparameter-layers-auto = The quick model, and fine-tuning where it helps
hyperparameter-layers-head = The quick model only
hyperparameter-layers-last = The quick model, and always fine-tuning
hyperparameter-balance = Balance classes
hyperparameter-balance-help = Gives a class with few photos the same weight as one with many. When off, every photo counts equally, and when in doubt the larger class wins.

## Charts

# A share at a tick of an axis, in narrow space.
chart-share = { $number }%
# A number with nothing around it. It may be like “1.2e-7”.
number-alone = { $number }
# A chart for those who do not see it.
chart-in-words = { $title }. { $description }

## What a screen reader announces

spoken-result = { $accuracy } right on unseen photos, interval { $low } to { $high }.
# $photo is the name of a file, $answer the best answer with its share.
spoken-answer = { $photo }: { $answer }
# $answer is spoken-answer. $remarks is answer-present or answer-learned, and what note-of-file says; one or more.
spoken-answer-remarks = { $answer }. { $remarks }

## Photos to check: the panel

issues-title = Photos to check
issues-mislabelled = Probably in the wrong class
issues-mislabelled-meaning = A classifier that has not learned from the photo is much more confident of another class.
issues-duplicates = Nearly identical photos
issues-duplicates-meaning = Copies teach nothing new; the same photo in two classes teaches something wrong.
issues-outlier = Unlike the rest of their class
issues-outlier-meaning = Perhaps they show something else, or the class needs more photos like these.
issues-blurred = Blurred
issues-blurred-meaning = Nothing in the photo is sharp.
issues-dark = Too dark
issues-dark-meaning = Nothing in the photo is bright.
issues-tiny = Very small
issues-tiny-meaning = The photo has at most a quarter of the pixels that the model uses.
issues-looking = { $count ->
    [one] Checking { $count } more photo…
   *[other] Checking { $count } more photos…
}
issues-not-yet = Not all photos have been checked yet.
issues-nothing = No problems found: no photo seems to be in the wrong class, duplicated, blurred, dark or very small.
# Before a training that could find photos in the wrong class.
issues-nothing-but-classes = No problems found so far: no photo seems to be duplicated, blurred, dark or very small. Whether photos are in the wrong class has not been checked yet.
issues-kept = { $count ->
    [one] { $count } photo is kept as it is.
   *[other] { $count } photos are kept as they are.
}
# A link behind that sentence.
issues-show-again = Show them again

## Photos to check: the photos with one kind of problem

issues-none-left = None left.
# Groups of photos that are nearly the same; $meaning is a sentence of the panel.
issues-groups = { $count ->
    [one] { $count } group. { $meaning }
   *[other] { $count } groups. { $meaning }
}
# Always many: more than $shown, which is 24.
issues-groups-first = The first { $shown } of { $count } groups. { $meaning }
issues-photos = { $count ->
    [one] { $count } photo. { $meaning }
   *[other] { $count } photos. { $meaning }
}
issues-photos-first = The first { $shown } of { $count } photos. { $meaning }
# $change is a change as the history names it, such as "Delete 3 photos".
issues-done = Done: { $change }.
issues-done-kept = { $count ->
    [one] { $count } photo stays as it is.
   *[other] { $count } photos stay as they are.
}
issues-taken-back = Undone.
finding-class = In “{ $class }”
# A photo of $class that looks like one of the class $other; $share is how sure that is, such as "71 %".
finding-looks-like = In “{ $class }”, looks like “{ $other }” ({ $share })
finding-move-to = Move to “{ $class }”
# What a button is called for those who do not see it; $photo is a file's name.
finding-delete-named = Delete: { $photo }
finding-keep-named = Keep as it is: { $photo }
finding-keep = Keep as it is
# A class in the sentences below, of which there may be several with list-and between.
finding-class-name = “{ $class }”
# Photos that are nearly the same: at least two.
finding-copies = { $count } times in { $class }
finding-across = In { $classes }: the same photo in several classes. It can belong to only one of them.
finding-keep-only = Keep only in “{ $class }”
# Photos of a group that are not shown.
finding-hidden = and { $count } more
finding-delete-copies = { $count ->
    [one] Delete the copy
   *[other] Delete the { $count } copies
}
finding-keep-group = Keep them all
findings-delete-copies = { $count ->
    [one] Delete { $count } copy within a class
   *[other] Delete { $count } copies within a class
}
# At least two photos.
findings-delete = Delete all { $count }
findings-keep = Keep all as they are

## Many photos tried at once: the table

batch-open = { $count ->
    [one] Show the table of { $count } photo
   *[other] Show the table of { $count } photos
}
batch-title = Photos you tried
batch-close = Close the table and keep it
batch-looking-label = Analysing photos
batch-clear = Clear
batch-clear-hint = Remove these photos and their answers
# Before the first photo is found.
batch-looking = Analysing…
# How far it is. The parts below follow it, with " · " between.
batch-done = { $count ->
    [one] { $done } of { $count } photo
   *[other] { $done } of { $count } photos
}
batch-pace = { $photos } photos/s
batch-refused = { $count ->
    [one] { $count } file could not be used
   *[other] { $count } files could not be used
}
batch-outdated = { $count } from an earlier training
# For those who do not see the table.
batch-told-looking = { $count ->
    [one] Analysing { $count } photo.
   *[other] Analysing { $count } photos.
}
# $quarters is 1, 2 or 3.
batch-told-quarters = { $quarters ->
    [1] A quarter of { $count } photos done.
    [2] Half of { $count } photos done.
   *[3] Three quarters of { $count } photos done.
}
batch-told-answered = { $count ->
    [one] Answer for { $count } photo ready.
   *[other] Answers for { $count } photos ready.
}
batch-told-outdated = { $count ->
    [one] The answer for { $count } photo is from an earlier training; it is being updated.
   *[other] The answers for { $count } photos are from an earlier training; they are being updated.
}
batch-lost = The worker stopped and lost these photos. They must be analysed again.
batch-again = Analyse again
# Before the choice of rows to show.
batch-filter = Show
# A choice, or a class, with how many rows it shows.
batch-filter-choice = { $name } ({ $count })
batch-filter-all = All
batch-filter-open = Not in the project
# Photos that are in the project.
batch-filter-present = In the project
# Photos whose file could not be read just as it is: a preview was used, a part is missing and the like.
batch-filter-noted = With a note
batch-filter-refused = Could not be used
# The answer that a photo is of none of the classes; also the folder of such photos in a zip.
batch-none-of-these = None of these
# Below that answer.
batch-most-like = closest to { $class }
batch-waiting = Waiting…
# One photo was added to the project.
batch-added = Added
# It was added to another class than its answer.
batch-added-otherwise = Added; answer: { $class }
# The photo was in the project before; the class is its class there.
batch-present = Already in the project
# Its class in the project is not its answer.
batch-present-otherwise = Already in the project; answer: { $class }
# Behind one of these: the model that answered has learned from this very photo, so its answer is no test.
batch-learned = the model has learned from it
# What the pretrained model sees, with how sure it is of that.
batch-seen = { $name } ({ $share })
batch-column-photo = Photo
batch-column-name = Name
batch-column-class = Class
# How sure the answer is, in percent.
batch-column-sure = Confidence
batch-column-seen = Pretrained model sees
batch-sort-by-name = Sort by name
batch-sort-by-class = Sort by class
batch-sort-by-sure = Sort by confidence
batch-empty = No photos to show here.
batch-select-shown = Select all shown
batch-select-none = Select none

## Many photos tried at once: what can be done with them

batch-none-selected = Select photos to add them to your classes.
batch-no-class = There are no classes yet.
batch-accept = Add to its class
batch-accept-hint = Add each photo to the class that is its answer
batch-correct = Change to…
batch-correct-label = Change to… a class that you choose, and add the photos to it
# The name in quotation marks is that of batch-correct.
batch-left-out = { $count ->
    [one] { $count } photo has no class as its answer. Choose one with “Change to…”.
   *[other] { $count } photos have no class as their answer. Choose one with “Change to…”.
}
batch-export = Export
batch-export-label = Export the selected photos, or all shown
batch-export-table = { $count ->
    [one] Table as CSV: { $count } row
   *[other] Table as CSV: { $count } rows
}
batch-export-photos = { $count ->
    [one] ZIP with a folder per class: { $count } photo
   *[other] ZIP with a folder per class: { $count } photos
}
batch-table-not-saved = The table could not be saved. Try again.
batch-nothing-to-sort = None of these photos has an answer to sort by.
# More files were dropped than are tried at once.
batch-left-out-files = Only the first { $taken } files were used; { $count } more were left out. Try those next.
batch-no-file = What you dropped contains no files.
try-left-out = { $count ->
    [one] { $count } file was left out.
   *[other] { $count } files were left out.
}

## The classes

classes-title = Classes
classes-total = { $classes ->
        [one] { $classes } class
       *[other] { $classes } classes
    }, { $photos ->
        [one] { $photos } photo
       *[other] { $photos } photos
    }
classes-drop-first = Or drop photos and folders here
classes-drop-more = New class: drop photos or a folder
classes-drop-hint = A folder becomes a class with its name; each sub-folder becomes a class of its own.
classes-choose-folder = Choose a folder
classes-choose-photos = Choose photos
classes-new-first = Name your first class
classes-new = New class
classes-new-example = for example, Oak
classes-add = Add class
# The name of a class that the person has not named; $number is a number.
class-default-name = Class { $number }

## The card of a class

class-card-label = Class { $class }
class-card-empty = Drop photos here
class-card-add-photos = Add photos
class-card-add-folder = Add folder
class-card-paste = Paste
class-card-paste-hint = Paste a photo from the clipboard
class-card-webcam = Webcam
class-card-webcam-hint = Take photos with the webcam
# The name of a photo that was taken with the webcam; $number is a number.
class-card-webcam-photo = Webcam { $number }
class-card-shutter = Hold to take photos
class-card-menu = Actions for { $class }
# A menu's entry that leads on to a choice of classes.
class-card-merge-more = Merge into…
# The title of that choice.
class-card-merge = Merge into
class-card-delete = Delete with its photos
class-card-deleted = Deleted the class “{ $class }”.
class-name-hint = Click or press F2 to rename
class-name-label = Name of the class

## Photos, and what can be done with selected ones

photos-grid-label = Photos
photos-move = Move to
photos-move-label = Move to another class
selection-label = Selected photos
# Photos.
selection-count = { $count } selected
# The same for those who do not see it.
selection-told = { $count ->
    [one] { $count } photo selected
   *[other] { $count } photos selected
}
selection-open = Open
# Selects nothing any more.
selection-clear = Clear
# $order says in which order, such as "the strangest first"; it has no full stop.
photos-in-order = { $count ->
    [one] { $count } photo, { $order }.
   *[other] { $count } photos, { $order }.
}
# Always many: more than $shown, which is 200.
photos-in-order-some = { $count } photos, { $order }; { $shown } are shown.
photos-select-all = Select them to move or delete

## One photo, shown large

viewer-previous = Previous photo
# With the key that does the same.
viewer-previous-hint = Previous photo (←)
viewer-next = Next photo
viewer-next-hint = Next photo (→)
# $date is a date with its time.
viewer-taken = Taken { $date }
viewer-file-dated = File dated { $date }
# In degrees.
viewer-place = at { $latitude }, { $longitude } (stays on this device)

## Numbers with their units

size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB
size-terabytes = { $number } TB
duration-milliseconds = { $number } ms
duration-seconds = { $number } s
duration-minutes = { $number } min
# A time that is still to be waited.
time-left-seconds = { $count } s left
time-left-minutes = { $count } min left
time-left-hours = { $number } h left
# How long ago something was changed.
ago-just-now = just now
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-yesterday = yesterday
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
ago-weeks = { $count ->
    [one] { $count } week ago
   *[other] { $count } weeks ago
}
ago-months = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
ago-years = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}

## Sentences in a row

# Two whole sentences, one after the other.
sentences = { $first } { $then }
# The name of a file, and a sentence that goes on from it: “a.txt is not an image.”
notice-of-photo = { $photo } { $message }
# The same where the name stands elsewhere: “This file is not an image.”
note-of-file = This file { $message }
# The same of several files: “Each of these 3 files is not an image.” Their names follow.
notice-of-files = Each of these { $count } files { $message }

## The page as a whole

# What the browser shows as the title of the tab.
page-title = Handlens: tell your own photos apart
page-title-projects = Projects – Handlens
page-opening = Opening…
page-opening-project = Opening “{ $name }”…
page-stopped = The page stopped because of an error. Reload it; what is stored is safe. ({ $detail })
# In the place of the name of a class.
class-gone = a class that no longer exists
# About a photo that was held out of a training, and that the model then took for another class.
photo-mistake = Mistaken for “{ $name }” as an unseen photo ({ $share })
close-by-escape = Close (Escape)

## The header

header-privacy = Your photos stay on this device
header-privacy-title = How to check that nothing leaves this device
# A project that is held in memory alone.
header-in-memory = Closing the tab deletes this project
header-storage = Storage
# The group of the buttons Undo and Redo.
header-history = History
# $change is what would be undone: “Delete 3 photos”.
undo-change = Undo: { $change }
redo-change = Redo: { $change }
undo-nothing = Nothing to undo
redo-nothing = Nothing to redo
# In the place of “GPU” or “CPU”, until it is known which of them does the work.
header-device-starting = Starting…
# $device is “CPU”, or “GPU” with its name.
header-device-question = { $device }. What does the work?
# $reason is a sentence, or nothing.
header-device-gpu = Your GPU does the work, through WebGPU: { $name }. Nothing is computed anywhere else. { $reason }
header-device-unknown = Handlens is still loading what it needs.

## What is loaded at the start

loading-label = Loading
loading-begin = Loading…
# $amount is “3.1 of 12.4 MB”.
loading-program = Loading the program · { $amount }
loading-start = Starting the program…
loading-model = Loading the model · { $amount }
loading-ready = Getting ready…
loading-megabytes-of = { $loaded } of { $total } MB
loading-megabytes = { $loaded } MB

## The first steps, on an empty page

first-steps = Teach Handlens to tell your photos apart
first-steps-classes = Create a class for each kind
first-steps-classes-more = For example, one for oaks and one for beeches. Two are enough to start.
first-steps-drop = Drop photos into each
first-steps-drop-more = Ten of each are a good start. Handlens learns while you add them.
first-steps-try = Try a new photo
first-steps-try-more = Handlens answers within seconds and says how sure it is.

## The bar at the bottom of a narrow screen

tabs = Sections of the page
tab-classes = Classes
tab-try = Try it
tab-results = Results

## Alerts and toasts

# A button: open the project that is named beside it.
toast-open = Open
toast-project-deleted = Deleted “{ $name }”.
# Opens a list of what there is to say about single photos.
notice-reasons = { $count ->
    [one] { $count } reason
   *[other] { $count } reasons
}
notice-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
# The end of that list, where it is too long.
notices-unlisted = and { $count } more

## Photos that are added

# For those who do not see the bar.
import-line-label = Adding photos
import-line-adding = { $total ->
    [one] Adding { $done } of { $total } photo
   *[other] Adding { $done } of { $total } photos
}
import-line-speed = { $number } photos/s
import-line-opening-archive = Reading { $name }…
import-line-cancelling = { $count ->
    [one] Cancelling the import of { $count } photo…
   *[other] Cancelling the import of { $count } photos…
}
import-line-cancelling-archive = Cancelling the import of { $name }…
import-line-more = and { $count } more
import-cancel-all = Cancel all
# The end of an import. The three sentences stand in a row.
import-end-added = { $count ->
    [0] No photos were added.
    [one] Added { $count } photo.
   *[other] Added { $count } photos.
}
# The photos of one archive or of several, by their names; and with loose photos beside them.
import-end-added-from = { $count ->
    [0] No photos were added from { $names }.
    [one] Added { $count } photo from { $names }.
   *[other] Added { $count } photos from { $names }.
}
import-end-added-with = { $count ->
    [0] No photos were added, none from { $names } either.
    [one] Added { $count } photo, including those in { $names }.
   *[other] Added { $count } photos, including those in { $names }.
}
import-end-duplicates = { $count ->
    [one] { $count } was there already.
   *[other] { $count } were there already.
}
import-end-refused = { $count ->
    [one] { $count } file could not be used.
   *[other] { $count } files could not be used.
}
import-end-archives-refused = { $count ->
    [one] { $count } archive could not be used.
   *[other] { $count } archives could not be used.
}
# What the person left out, and below it where that is.
import-unlabelled = { $count ->
    [one] { $count } photo without a label was left out.
   *[other] { $count } photos without a label were left out.
}
unlabelled-folders = { $count ->
    [one] Folder: { $names }
   *[other] Folders: { $names }
}
import-end-cancelled = { $count ->
    [0] Cancelled. Nothing was added.
    [one] Cancelled. { $count } photo was removed again.
   *[other] Cancelled. { $count } photos were removed again.
}
import-end-others-cancelled = { $count ->
    [0] The others were cancelled.
    [one] The others were cancelled; { $count } of their photos was removed again.
   *[other] The others were cancelled; { $count } of their photos were removed again.
}
import-end-interrupted = { $count ->
    [0] The import was interrupted before any photo came in. Add the photos again.
    [one] The import was interrupted after { $count } photo. Add the rest again.
   *[other] The import was interrupted after { $count } photos. Add the rest again.
}
import-end-others-interrupted = { $count ->
    [0] The others were interrupted before any photo came in. Add them again.
    [one] The others were interrupted after { $count } photo. Add the rest again.
   *[other] The others were interrupted after { $count } photos. Add the rest again.
}
import-interrupted = { $count ->
    [0] The last import was interrupted before any photo came in. Add the photos again.
    [one] The last import was interrupted after { $count } photo. Add the rest again.
   *[other] The last import was interrupted after { $count } photos. Add the rest again.
}
import-interrupted-of = { $count ->
    [0] The last import was interrupted: none of { $total } files came in. Add them again.
   *[other] The last import was interrupted: { $count } of { $total } files came in. Add the rest again.
}
intake-new-class = These photos go into a new class, “{ $name }”. Click its name to change it.
intake-left-out = Only the first { $taken } files were used; { $left_out } more were left out. Add those separately.
intake-nameless = { $count ->
    [one] One item could not be opened: the browser provided no file for it. Save it as a file first, then add that.
   *[other] { $count } items could not be opened: the browser provided no files for them. Save them as files first, then add those.
}
intake-folders-unreadable = { $count ->
    [one] The folder { $names } could not be read completely. Copy it to another place and add the copy.
   *[other] { $count } folders could not be read completely: { $names }. Copy them to another place and add the copies.
}
intake-folders-empty = { $count ->
    [one] The folder { $names } is empty.
   *[other] { $count } folders are empty: { $names }.
}
# Each of these goes on from a file's name.
left-out-label-file = holds labels, which are not read: folders name the classes.
left-out-metadata = holds the date, place or title of a photo, which is not needed here.
left-out-mask = is a mask rather than a photo, and was left out.
# Folders, or an archive of folders, that were dropped on a class. “New class” begins classes-drop-more.
intake-folders-into-class = The photos of { $count } folders go into “{ $name }”. To make a class of each folder, undo this and drop them on “New class”.
intake-names-shortened = { $count ->
    [one] { $count } class name has more than { $limit } characters. Its middle is left out.
   *[other] { $count } class names have more than { $limit } characters. Their middles are left out.
}
intake-nothing = What you added contains no photos.
# Nothing else was added than files and folders with these names: @eaDir, Thumbs.db.
intake-only-system = { $count ->
    [one] { $names } belongs to a system or a program, like the thumbnails that network storage makes. None of your own photos are in it.
   *[other] { $names } belong to a system or a program, like the thumbnails that network storage makes. None of your own photos are in them.
}

## What is found in folders and archives, before it is added

# What the dialogue is called, for those who do not see it.
preview-label = Check before adding
preview-title = Check what will be added
preview-title-archive = Check what will be added from { $name }
# Several such dialogues follow each other.
preview-number = Question { $number } of { $count }
preview-levels = Which folders are the classes?
# A choice. $names are the first classes: cats, dogs, birds…
preview-level = { $count ->
    [one] { $names } ({ $count } class)
   *[other] { $names } ({ $count } classes)
}
preview-classes = Classes and their photos
preview-more = { $count ->
    [one] and { $count } more class
   *[other] and { $count } more classes
}
preview-no-classes = { $count ->
    [one] No folder here names a class, so the photo goes into one class, “{ $name }”. To get several classes, cancel, sort the photos into a folder for each class, and add those folders.
   *[other] No folder here names a class, so all { $count } photos go into one class, “{ $name }”. To get several classes, cancel, sort the photos into a folder for each class, and add those folders.
}
preview-unlabelled = { $count ->
    [one] Also add { $count } photo without a label, to “{ $name }”
   *[other] Also add { $count } photos without a label, to “{ $name }”
}
# Photos that were dropped by themselves, beside folders.
preview-loose = { $count ->
    [one] Also add { $count } photo that is in no folder, to “{ $name }”
   *[other] Also add { $count } photos that are in no folder, to “{ $name }”
}
# A heading; each of the next is a line below it.
preview-left-out = Left out
preview-system = { $count ->
    [one] { $count } system file or folder
   *[other] { $count } system files or folders
}
preview-label-files = { $count ->
    [one] { $count } label file, which is not read: folders name the classes
   *[other] { $count } label files, which are not read: folders name the classes
}
preview-metadata = { $count ->
    [one] { $count } file with a photo’s date, place or title: not needed here
   *[other] { $count } files with photos’ dates, places or titles: not needed here
}
preview-masks = { $count ->
    [one] { $count } mask
   *[other] { $count } masks
}
preview-archives = { $count ->
    [one] { $count } archive inside: unpack it and add its contents
   *[other] { $count } archives inside: unpack them and add their contents
}
preview-no-photos = { $count ->
    [one] { $count } file that is not a photo: you are told which once the photos are added
   *[other] { $count } files that are not photos: you are told which once the photos are added
}
preview-empty = { $count ->
    [one] { $count } empty file
   *[other] { $count } empty files
}
preview-over = { $count ->
    [one] { $count } class with { $photos } photos: a project can have at most { $limit } classes
   *[other] { $count } classes with { $photos } photos: a project can have at most { $limit } classes
}
preview-splits = The parts { $names } are merged, class by class.
preview-encoding = The archive does not say how its names are encoded. They were read as { $encoding }.
preview-added-once = Photos that are already in the project, or here twice, are added only once.
preview-add = { $count ->
    [one] Add { $count } photo
   *[other] Add { $count } photos
}
# What the choices above leave out, said on the button.
preview-add-some = { $count ->
    [one] Add { $count } photo, leave out { $left_out }
   *[other] Add { $count } photos, leave out { $left_out }
}

## The clipboard

# The name of a photo that has no file.
clipboard-photo = Pasted photo
clipboard-empty = There is no picture on the clipboard. Copy one first.
clipboard-class = Pasted into the class “{ $name }”. To paste into another class, click that class first.
clipboard-not-allowed = The browser did not let this page read the clipboard. Press Ctrl+V (⌘V) instead.

## The webcam

webcam-name = Webcam
webcam-close = Close webcam
webcam-not-allowed = Access to the webcam was not allowed. Allow it for this page in the browser's address bar and try again.
webcam-not-found = No webcam was found. Connect one and try again.
webcam-in-use = Another program is using the webcam. Close it and try again.
webcam-not-offered = This browser offers no webcam here; the page must be on https or localhost.

## The worker’s end, as the page sees it

worker-slow = Getting ready is taking longer than usual. If this continues, restart; nothing is lost.
worker-stopped = The worker stopped unexpectedly.
# $cause is what the browser says, in English and without a full stop at the end.
worker-stopped-because = The worker stopped unexpectedly: { $cause }.
worker-unreadable = The worker stopped unexpectedly: a message from it could not be read.
worker-not-loaded = The worker stopped unexpectedly: its program could not be loaded.
worker-not-ready = The worker did not become ready.
worker-impossible = This browser cannot run module workers; a current one can.
# What follows stands behind one of the sentences on the worker’s end.
worker-again = It was restarted.
worker-again-with-photos = It was restarted; your photos are still here.
worker-again-without-photos = { $count ->
    [one] It was restarted, but { $count } photo that was only in this tab's memory must be added again.
   *[other] It was restarted, but { $count } photos that were only in this tab's memory must be added again.
}
worker-not-again = It was not restarted.
# A button.
worker-start-again = Restart
command-not-sent = The browser could not pass this to the worker. Reload the page and try again.
event-not-understood = The worker sent something that this page does not understand. Reload the page.

## Errors, and what caused them

# A sentence, and behind it what the browser or a library says in English.
with-detail = { $sentence } ({ $detail })

## Photos that are read. Each of these goes on from the file's name: “garden.heic is cut off: …”

# $format is the name of an image format: JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC, AVIF, JPEG XL.
image-rare-kind =
    is { $format ->
        [AVIF] an
       *[other] a
    } { $format } of an unusual kind that cannot be read. Save it as an ordinary JPEG or PNG and try again.
image-needs-memory = needs too much memory to read. Save it again as JPEG and use that.
# $method is a way to compress, $colours a kind of colours: LERC, CIE L*a*b*.
image-tiff-packed = is a TIFF packed with { $method }, which cannot be unpacked here. Save it as PNG or JPEG and try again.
image-tiff-colours = is a TIFF with { $colours } colours, which cannot be read here. Save it in RGB and try again.
image-unsupported =
    is { $format ->
        [AVIF] an
       *[other] a
    } { $format } photo, which this browser cannot read; save it as JPEG and try again.
# The decoder is a part of Handlens that is loaded when the first HEIC photo comes.
image-decoder-missing = is a HEIC photo, and the decoder for these could not be loaded. Check the connection and try again.
image-decoder-slow = is a HEIC photo that takes too long to decode. Save it as JPEG and use that.
image-decoder-stopped = is a HEIC photo that needs more memory to decode than there is, or has a fault that stopped the decoder. Save it as JPEG and use that.
image-cut-off = is cut off: the end is missing. Copy or download it again.
image-cut-off-below = is cut off: the bottom { $percent } % of the picture is missing. Copy or download it again.
image-damaged =
    is damaged: it begins like { $format ->
        [AVIF] an
       *[other] a
    } { $format }, but cannot be read. Open it in another program and save it again.
image-without-pixels = is damaged: it says it has no pixels. Copy or download it again.
image-not-filled = is damaged: it has too few pixels for its size. Copy or download it again.
image-too-many-pixels = has { $megapixels } megapixels; the limit is { $limit }. Make it smaller and try again.
image-empty = is empty (0 bytes). Copy or download it again.
image-file-too-large = is { $megabytes } MB; the limit is { $limit } MB. Make it smaller and try again.
image-raw-camera-file = is a RAW file. Export it as JPEG and use that.
image-raw-without-preview = is a RAW file with only a preview of { $width } × { $height } pixels, which is too small. Export it as JPEG and use that.
# $what is one of the messages file-is-…
image-is-none = is not an image that can be read: { $what }.
# $ending is that of a file's name: exe.
image-other-ending = is not a photo: its name ends in “.{ $ending }”.
image-unreadable = cannot be read; it may have been moved or deleted. Choose it again.
image-not-from-camera = cannot be read from the camera in this browser.
image-is-no-file = is not a file.
image-not-stored = cannot be stored as JPEG.
image-not-shrunk = cannot be made smaller.
image-without-view = cannot be resized for the model.

## What a file is that is no image. Part of image-is-none, without a full stop.

file-is-pdf = it is a PDF. Save its pages as JPEG or PNG and use those
file-is-zip = it is a ZIP archive or an office document. Unpack the archive, or save the pictures in the document as files, and use those
# $format is a kind of archive, or of images: RAR, JPEG 2000.
file-is-office-document = it is an Office document. Save the pictures inside as files and use those
file-is-archive = it is an archive ({ $format }). Unpack it and use the folders inside
file-is-video = it is a video. Save the frames that you want as photos and use those
file-is-photoshop = it is a Photoshop document. Save it as JPEG or PNG and use that
file-is-icon = it is an icon. Save it as JPEG or PNG and use that
file-is-other-image = its format is { $format }. Save it as JPEG or PNG and use that
file-is-audio-or-video = it is an audio or video file. Save the frames of a video that you want as photos and use those
file-is-audio = it is an audio file. Handlens learns from photos only; use photos instead
file-is-drawing = it is a drawing (SVG). Export it as JPEG or PNG and use that
file-is-web-page = it is a web page. Save the photo itself as a file and use that
file-is-text = it is a text file. Leave it out, or download the photo again if it should be one
file-is-project = it is a whole Handlens project. To import it, drop it on the classes or on the list of your projects
file-is-placeholder = it is only a placeholder for a photo that is still in iCloud. Download the photo first, then try again
file-is-unknown = its first bytes match no image format. Open it in another program, save it as JPEG or PNG and use that

## What was done to a photo. Each of these goes on from the file's name.

image-misnamed =
    is really { $format ->
        [AVIF] an
       *[other] a
    } { $format }, despite its name; it was read as one.
image-part-missing = is cut off: the bottom { $percent } % of the picture is missing; the rest was used.
image-coarse = is cut off: the finest detail is missing; it was used as it is.
image-animated = is animated; its first frame was used.
image-pages = holds { $pages } pages; the first was used.
image-later-page = holds { $pages } pages; page { $page }, the first that shows anything, was used.
image-sixteen-bit = has 16 bits per channel; it was read with 8, which is all that the model sees.
image-stretched = holds only values from { $from } to { $to }; they were stretched to run from black to white.
image-cmyk = has print colours (CMYK); they were converted to RGB and may look a little different.
image-further-channels =
    has { $count ->
        [one] one more channel
       *[other] { $count } more channels
    } besides its colours; only the colours were used.
image-transparent = has transparent parts; they were placed on white.
image-raw-preview = is a RAW file; the preview of { $width } × { $height } pixels inside it was used.

## ZIP archives of photos. Each of these goes on from the name of the archive, or of a file inside it.

archive-is-part = is one part of a split ZIP archive. Join the parts and use the whole archive.
archive-cut-off = is cut off or damaged: its list of contents is missing. Copy or download it again.
archive-is-none = is not a ZIP archive. Pack the photo folders into a ZIP archive and use that.
archive-unreadable = cannot be read from this device. Check that it is still there and try again.
archive-left-out = holds more photos than can be added at once: the first { $taken } were added, { $more } more were left out. Pack those into a separate archive.
archive-refused-more = holds { $count } more files that could not be used.
archive-ends-early = has a list of contents that could be read only in part; it may hold more photos. Copy or download it again, or make it smaller.
archive-password = is protected by a password. Unpack the archive and use the folders inside.
# $method is a way to compress: LZMA.
archive-packed-with = is packed with { $method }, which cannot be unpacked here. Unpack the archive and use the folders inside.
archive-packed-unusually = is packed with an uncommon method that cannot be unpacked here. Unpack the archive and use the folders inside.
archive-entry-missing = is not in this archive. Try the archive again.
archive-entry-damaged = is damaged inside its archive. Copy or download the archive again.
archive-entry-padded = unpacks to far more than a picture of its size needs, as malicious files do, and was left out.
archive-overlaps = has files inside that overlap, as malicious archives do. Pack the photos into a new archive and use that.
archive-of-sounds = is a Teachable Machine audio project, and only image projects can be read. Choose another one.
archive-of-poses = is a Teachable Machine pose project, and only image projects can be read. Choose another one.
archive-of-sounds-or-poses = is a Teachable Machine audio or pose project, and only image projects can be read. Choose another one.
archive-of-model = is a trained model without its training photos. Use the Teachable Machine project (.tm), or the samples of each class.
# $reason goes on from the name: “notes.txt” is not a photo: its name ends in “.txt”.
archive-without-readable-photos = holds no photos that can be read: “{ $name }” { $reason }
archive-of-unreadable = holds no photos that can be read. Each of the { $count } files in it { $reason }
archive-of-unreadable-first = holds no photos that can be read, but { $count } other files. One of them, “{ $name }”, { $reason }
archive-without-photos = holds no photos. Use an archive with a folder of photos for each class.
archive-add-another = Use an archive with a folder of photos for each class.
archive-inside = { $count ->
    [one] holds { $count } archive inside, which was not opened. Unpack it and use its contents.
   *[other] holds { $count } archives inside, which were not opened. Unpack them and use their contents.
}
archive-label-files = { $count ->
    [one] holds { $count } label file, which is not read: folders name the classes.
   *[other] holds { $count } label files, which are not read: folders name the classes.
}
archive-masks = { $count ->
    [one] holds { $count } mask, which is not a photo and was left out.
   *[other] holds { $count } masks, which are not photos and were left out.
}
archive-metadata = { $count ->
    [one] holds { $count } file with a photo’s date, place or title, which is not needed here.
   *[other] holds { $count } files with photos’ dates, places or titles, which are not needed here.
}
archive-folders-empty = { $count ->
    [one] holds an empty folder: { $names }.
   *[other] holds { $count } empty folders: { $names }.
}
# $names: train, valid, test. They are names of folders.
archive-splits = is split into { $names }. The parts were merged, class by class.
# $encoding is the name of an encoding: Shift_JIS.
archive-encoding = does not say how its names are encoded; they were read as { $encoding }.
archive-names-shortened = { $count ->
    [one] has { $count } class name with more than { $limit } characters. Its middle was left out.
   *[other] has { $count } class names with more than { $limit } characters. Their middles were left out.
}
archive-of-archives = { $count ->
    [one] holds no photos, only { $count } archive. Unpack it and use its contents.
   *[other] holds no photos, only { $count } archives. Unpack them and use their contents.
}
archive-not-written = The ZIP of the photos could not be written. Check that this device has space left and try again.

## The model and its training

model-damaged = The pretrained model is damaged. Reload the page to fetch it again.
model-labels-damaged = The list of class names is damaged. Reload the page to fetch it again.
model-not-written = The weights could not be written.
model-view-of-wrong-size = A view of a photo has the wrong size.
fit-needs-two-classes = Training needs photos in at least two classes.
# A head is the part of the model that is trained.
fit-without-head = The training produced no classifier.

## What does the work: the graphics processor (GPU) or the CPU

device-cpu-asked-for = You chose the CPU.
device-gpu-asked-for = You chose it.
device-without-webgpu = This browser has no WebGPU, so the CPU does the work.
device-without-gpu = This browser offers no graphics processor, so the CPU does the work.
device-gpu-in-software = The only graphics processor here is simulated in software, and the CPU is faster. To use it anyway, add ?device=gpu to the address.
device-gpu-not-started = The graphics processor did not start, so the CPU does the work.
# $gpu and $cpu are numbers such as 3.5.
device-gpu-measured = Measured on this device: { $gpu } ms per photo; on the CPU, { $cpu } ms.
device-cpu-measured = On this device, the CPU is faster than the graphics processor: { $cpu } ms per photo instead of { $gpu } ms. To use the graphics processor anyway, add ?device=gpu to the address.
device-gpu-wrong = The graphics processor computes this model incorrectly, so the CPU does the work.
device-gpu-silent = The graphics processor stopped answering.
device-no-number = The processor gave an answer that is not a number.
device-at-work-already = The network is already at work.

## A project's database

database-full = This device has no space left for the project; nothing was changed. Free some and try again.
database-foreign = This file is not a Handlens project. Choose another one.
database-damaged = The project's file is damaged. Continue with a copy of it, or start a new project.
database-busy = The project is open elsewhere; nothing was changed. Close it there and try again.
database-cannot-open = The project's file cannot be opened. Check its name and try again.
database-failing-device = This device could not read or write the project. Check that it has space left and try again.
database-refused = The project's database refused the change; nothing was changed.

## Where projects are kept

project-store-too-large-for-memory = This project is too large for the memory of this tab. Use a browser that keeps projects on the device.
project-store-file-gone = The file is gone; choose it again.
project-store-file-unreadable = The file cannot be read; it may have been moved or deleted. Choose it again.
project-store-file-unfit = This file is not a Handlens project, or it is damaged. Choose another one.
project-store-file-not-written = The file could not be written on this device. Try again.
project-store-without-space = This device has no space left for the file. Free some and try again.
project-store-project-gone = This project no longer exists.
project-store-no-new-project = No new project could be created; try again.
project-store-without-randomness = This browser provides no random numbers, so no new project can be created.
project-store-files-in-use = Another tab is using this project's files. Close it there and try again.
project-store-files-unusable = The project's files on this device cannot be opened; they were left untouched.
project-store-not-listed = The projects on this device cannot be listed; reload the page.
project-store-not-removed = This project could not be removed; it may be open in another tab.

## The worker, which does the work beside the page

worker-panicked = An error in the program stopped the worker. Your stored photos are kept. ({ $detail })
worker-unheard = The worker could not report to the page.
worker-not-understood = The page and its worker do not match; reload the page.
worker-without-task = The page did not say what to start; reload it.
worker-without-channels = This browser has no message channels; use a current one.
worker-of-the-page-only = This program runs only in a dedicated worker of the Handlens page.
page-without-model = The page did not pass on the model; reload it.
page-labels-damaged = The model's class names are damaged; reload the page.
# An embedder is a helper of the worker on one more core.
embedder-stopped = A helper worker stopped.

## Changes that can be undone, as they stand behind “Undo:”. Projects store these keys: they are never renamed, and keep their variables.

journal-create-class = Create class “{ $name }”
journal-create-classes = Create classes
journal-rename-class = Rename “{ $before }” to “{ $after }”
journal-merge-classes = Merge “{ $from }” into “{ $into }”
journal-delete-class = Delete class “{ $name }”
journal-delete-class-with-photos = Delete class “{ $name }” ({ $count ->
    [one] { $count } photo
   *[other] { $count } photos
})
journal-move-photos = { $count ->
    [one] Move { $count } photo to “{ $class }”
   *[other] Move { $count } photos to “{ $class }”
}
journal-delete-photos = { $count ->
    [one] Delete { $count } photo
   *[other] Delete { $count } photos
}
journal-add-photos = { $count ->
    [one] Add { $count } photo
   *[other] Add { $count } photos
}

## Names of projects

# Of a project that nobody has named, such as the first one. It also becomes the name of files.
name-of-first-project = My photos
# Of a copy of the project $name; cut off if it is too long, so $name does best at the beginning.
name-of-copy = { $name } (copy)
# In place of the name of a project that another tab has open, where its name is not known.
name-not-known = A project

## What cannot be done with a project, its classes and its photos

project-needs-name = A project needs a name. Enter one.
project-name-too-long = A project's name can have at most { $limit } characters, and this one has { $characters }. Shorten it.
project-cannot-store = This cannot be stored in the project.
class-merged-into-itself = A class cannot be merged into itself. Choose another class.
class-no-longer-there = That class is no longer in the project. Choose another one, or undo its deletion.
class-limit-reached = A project can have at most { $limit } classes, and this one has reached that limit. Merge or delete one first.
class-numbers-exhausted = The project has run out of numbers for classes. Start a new one.
class-needs-name = A class needs a name. Enter one.
class-name-too-long = A class's name can have at most { $limit } characters, and this one has { $characters }. Shorten it.
class-name-taken = There is already a class “{ $name }”. Choose another name.
photos-no-longer-there = One of these photos is no longer in the project, so nothing was changed. Select again.
photo-numbers-exhausted = The project has run out of numbers for photos. Start a new one.
photos-still-being-added = Photos are still being added. Wait until they are added, or cancel, and try again.
import-has-ended = That import has ended. Add the photos again.

## Projects that cannot be opened, and files from elsewhere

project-half-copied = This project is incomplete because copying it was interrupted. Delete it and copy it again.
project-of-newer-version = This project was written by a newer version of Handlens. Reload the page to get it.
foreign-half = This file holds only part of a project, because its export was interrupted. Export it again.
foreign-altered = Another program changed this file, so nothing was imported from it. Export the project again.
foreign-incomplete = This file was opened in another program and is not complete by itself. Export the project again.
foreign-cut-off = This file is cut off: the end is missing. Copy or download it again.
foreign-too-large = This file is larger than any project. Choose another one.
foreign-damaged = This file is damaged, so nothing was imported from it. Export the project again, or choose another file.

## Copies of projects

copying-into-full-project = A project can be copied only into an empty one. Start with a new one.
copying-finished-already = This copy is already finished.
copying-not-finished = Some photos have not been copied yet.
# $sentence is one of the messages flaw-… below, which say what is wrong with a file from elsewhere.
flaw-of-file = { $sentence } Nothing was imported from this file; export the project again, or choose another file.
# The same of a project on this device.
flaw-of-project = { $sentence } Delete what is damaged and try again.
flaw-class-numbers = The numbers of the classes are out of order.
flaw-photo-numbers = The numbers of the photos are out of order.
flaw-class-name = The name of a class is empty or too long.
flaw-class-twice = There are two classes “{ $name }”.
flaw-too-many-classes = There are { $count } classes, but a project can have at most { $limit }.
flaw-too-many-photos = There are more than { $limit } photos.
flaw-photo-without-class = A photo is in a class that does not exist.
flaw-photo-without-pixels = The photo “{ $name }” has lost its pixels.
flaw-photo-twice = The photo “{ $name }” appears twice.
# A fingerprint tells photos apart; it is a hash.
flaw-photo-without-hash = The photo “{ $name }” has lost its fingerprint.
flaw-photo-too-large = The photo “{ $name }” is larger than a project allows.
flaw-photo-unreadable = The photo “{ $name }” cannot be read.
flaw-photo-of-other-kind = The photo “{ $name }” is not of the type that it states.
flaw-photo-of-other-size = The photo “{ $name }” is not of the size that it states.
flaw-photo-without-thumbnail = The photo “{ $name }” has no valid thumbnail.
# What the model made of a photo: its features.
flaw-feature = What was computed from a photo is damaged.

## What a search for damage finds in a project. The journal is the list of changes that can be undone.

# $detail is what SQLite says in English.
soundness-damaged = The project's file is damaged: { $detail }.
# $table and $parent are names of tables of the database.
soundness-row-without-parent = A row of “{ $table }” refers to a row of “{ $parent }” that does not exist.
soundness-photos-without-pixels = { $count } photos have lost their pixels.
soundness-photos-without-thumbnails = { $count } photos have lost their thumbnails.
soundness-photos-in-deleted-class = { $count } photos are in a class that was deleted.
soundness-photos-measured-wrongly = { $count } photos have impossible measurements.
soundness-changes-after-undone = { $count } changes come after one that was undone.
soundness-changes-without-effect = { $count } changes in the history do nothing.
soundness-photos-elsewhere = { $count } photos are not where the history says they are.
soundness-classes-elsewhere = { $count } classes are not where the history says they are.
# Features are what the model made of photos: rows of numbers.
soundness-features-of-wrong-length = { $count } features have the wrong length.
soundness-too-many-classes = { $count } classes are more than allowed.
soundness-class-names = Some class names are empty, too long or used twice.

## Going from project to project, and whole projects in and out

workspace-without-project = No project is open. Open one and try again.
workspace-project-no-longer-here = This project is no longer on this device.
workspace-not-renamed-in-use = This project is open in another tab; rename it there.
workspace-not-deleted-in-use = This project is open in another tab; close it there first.
workspace-file-missing = The file was not received; choose it again.
workspace-project-in-use = This project is in use; try again later.
workspace-project-closed = The project was closed before this was done; start again.
workspace-project-taken = Another tab has opened this project; start again there.

## Work on an open project

session-gpu-fault = The graphics processor reported an error.
session-gpu-fault-at-start = The graphics processor reported an error, so the CPU does the work.
session-gpu-failed = The graphics processor failed, so the CPU takes over.
session-model-loading = The model is still loading; try again in a moment.
session-photo-gone = This photo is no longer in the project.
session-photo-without-pixels = A photo of the project has lost its pixels; delete it and add it again.
session-one-photo-at-a-time = Only one photo can be tried at a time.
# $reason is a sentence: “This device has no space left for the project; …”
session-photos-not-added = { $count ->
    [one] { $count } photo was not added. { $reason }
   *[other] { $count } photos were not added. { $reason }
}
session-import-not-taken-back = The photos already added could not be removed again and stay in their classes. { $reason }
session-space-not-given-back = Deleted photos are erased, but their space could not be freed yet. { $reason }
session-classes-left-out = { $count ->
    [one] { $count } class was left out, with all its photos: a project can have at most { $limit } classes.
   *[other] { $count } classes were left out, with all their photos: a project can have at most { $limit } classes.
}
# It goes on from the photo's name.
session-photo-there-already = is already in “{ $class }” and was counted once.
# It goes on from the archive's name.
batch-more-that-are-no-photos = holds { $count } more files that are not photos.
# $count is how many were left out.
batch-limit-reached = At most { $limit } photos can be tried at once; { $count } were left out. Try those next.

## All projects

project-count = { $count ->
    [one] { $count } project
   *[other] { $count } projects
}
projects = Projects
overview-title = Your projects
overview-new = New project
overview-empty = There are no projects on this device. Create one, or import one that you exported before.
overview-drop = Drop photos, a folder or a .zip here to start a project with them, or a .handlens file to restore a project.
overview-import = Import
overview-import-title = A .handlens, .zip or .tm file
overview-deleted = Recently deleted
overview-deleted-days = They are removed automatically 7 days after they were deleted.
# $when: as "5 minutes ago"
overview-deleted-project = { $count ->
    [one] { $count } photo, deleted { $when }
   *[other] { $count } photos, deleted { $when }
}
overview-restore = Restore
overview-restore-project = Restore { $name }
overview-purge = Delete for good
overview-purge-project = Delete for good: { $name }

## A project

project-empty = Empty
project-changed = Changed { $when }
project-in-use = Open in another tab
project-name-label = Name of the project
project-name-title = The project’s name. Click or press F2 to rename
project-all = All projects
project-actions = Actions for the project { $name }
project-open = Open
project-duplicate = Duplicate
project-export = Export project (.handlens)
project-export-photos = Export photos (.zip)
project-check = Check for damage
project-delete = Delete project
# In the place of a name that is not known.
project-unnamed = a project
# The name that a new project gets.
project-numbered = Project { $number }
quoted = “{ $name }”

## A project that another tab has open; $name is quoted, or "This project"

elsewhere-in-use = { $name } is open in another tab
elsewhere-why = Working on it in two tabs would mix up your changes.
elsewhere-take-over = Use it here
elsewhere-taken = { $name } is now open in another tab
elsewhere-stored = Everything up to now is saved.
elsewhere-take-back = Use it here again
elsewhere-back = Back to projects

## Storage

# $amount: as "12 MB of 3 GB"
storage-used = { $amount } used on this device
storage-room-unknown = This browser does not say how much space there is.
storage-ask = Keep permanently
storage-this-project = This project
storage-export = Export it as a file
storage-memory = This browser stores nothing for this page: closing the tab deletes the project. Export what you want to keep.
storage-promised = Your browser has promised to keep your projects, even when the device runs short of space.
storage-refused = Your browser has not promised to keep your projects: it may remove them when the device runs short of space. It often agrees later, once you use this page more. Until then, an exported file is safe.
storage-at-risk = Your browser may remove your projects when the device runs short of space.
storage-promise-unknown = This browser does not say whether it keeps your projects. An exported file is safe.
storage-deleted = Deleted photos stay on this device as long as undo can bring them back: for 200 changes.
storage-forget = Erase deleted photos for good
storage-forget-warning = After this, you cannot undo anything that you have done so far. Photos in the project stay.
storage-forget-confirm = Erase them
storage-forgetting = Freeing their space…
storage-forgotten = Deleted photos have been erased from this device.
storage-checking = Checking every photo…
storage-sound = No damage found.

## Questions about whole projects

purge-title = Delete “{ $name }” for good?
purge-sentence = Its photos and everything it learned are removed from this device at once. This cannot be undone.
purge-keep = Keep it
project-file-label = A project file
project-file-title = Import { $name } as a project?
project-file-sentence = It becomes a separate project. This one stays open as it is.
project-files-title = Import these files as projects?
project-files-sentence = Each becomes a separate project. This one stays open as it is.
project-file-import = Import it
# Both go on from the name of a file that ends in “.handlens”.
project-file-none = is not a Handlens project, despite its name, or it is damaged. Choose another one.
project-file-zip = is a ZIP archive, not a project. If there are photos in it, change the end of its name to “.zip” and choose it again.

## Copies, exports and imports

transfer-label = Copying, importing or exporting
transfer-imported = { $name } is now a separate project.
transfer-copied = Made a copy of “{ $name }”.
transfer-import-cancelled = Cancelled. { $name } was not imported.
transfer-copy-cancelled = Cancelled. “{ $name }” was not copied.
transfer-export-cancelled = Cancelled. “{ $name }” was not exported.
transfer-sorted-cancelled = Cancelled. The sorted photos were not exported.
transfer-import-failed = { $name } was not imported. { $reason }
transfer-copy-failed = “{ $name }” was not copied. { $reason }
transfer-export-failed = “{ $name }” was not exported. { $reason }
transfer-sorted-failed = The sorted photos were not exported. { $reason }
transfer-import-interrupted = Importing { $name } was interrupted. Import it again.
transfer-copy-interrupted = Copying “{ $name }” was interrupted. Nothing of the copy was kept.
transfer-export-interrupted = Exporting “{ $name }” was interrupted. Export it again.
transfer-sorted-interrupted = Exporting the sorted photos was interrupted. Export them again.
transfer-import-cancelling = Cancelling the import of { $name }
transfer-copy-cancelling = Cancelling the copy of “{ $name }”
transfer-sorted-cancelling = Cancelling the export of the sorted photos
transfer-export-cancelling = Cancelling the export of “{ $name }”
transfer-copying = Copying “{ $name }”
transfer-exporting = Exporting “{ $name }”
transfer-exporting-photos = Exporting the photos of “{ $name }”
transfer-exporting-sorted = Exporting the sorted photos
transfer-importing = Importing { $name }
# $doing: as "Exporting “Birds”", of which nothing is known yet
transfer-under-way = { $doing }…
transfer-saved = Saved as { $name } ({ $size }).
transfer-not-saved = The browser could not save { $name }. Free some space on this device and try again.

## About Handlens, and the report of a problem
about = About Handlens
about-sentence = Handlens learns to tell your own photos apart, on your device. It is free software under the Apache License 2.0.
about-version = Version { $version }, build { $build }
about-problem = Something went wrong?
about-report = Send this report with a few words on what you did. It describes your browser, your device and what the page did lately. It has no photo and no name of a file, class or project.
about-copy = Copy the report
about-copied = The report is on the clipboard.
about-not-copied = This browser does not let the page use the clipboard. Select the report below and copy it.
about-show = Show the report
