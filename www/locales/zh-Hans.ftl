# Handlens 的简体中文语句，采用 Fluent 格式（projectfluent.org）。称呼用“你”。

## Numbers

number-decimal-mark = .
number-thousands-mark = ,
number-grouped-from = 1000
share = { $number }%
share-above = > { $number }%
share-below = < { $number }%

## Counts

photo-count = { $count } 张照片
class-count = { $count } 个类别

## Words of many places

cancel = 取消
close = 关闭
delete = 删除
undo = 撤销
rename = 重命名
dismiss = 关闭
list-and = { $before }和{ $last }
# Between two names of a longer list, and the end of one that is too long.
list-comma = 、
list-and-more = { $names }等，另有 { $count } 个

## The worker's end, as worker-start.js reports it

worker-out-of-memory = 后台程序已停止，可能是内存不足。（{ $detail }）
worker-failed = 后台程序因错误而停止。（{ $detail }）
worker-not-started = 程序无法启动，请重新加载页面。（{ $detail }）

## The choice of a language

language = 语言
language-failed = 无法加载该语言的文字；请检查连接后重新选择。（{ $detail }）

## The privacy panel

# What the dialogue is called, for those who do not see it.
privacy-label = 如何确认没有任何内容离开这台设备
privacy-title = 你的照片只留在这台设备上
privacy-about = 此页面只在这台设备上处理你的照片、类别名称以及从中学到的内容，不会发送到任何地方。你不必只听我们说，可以自己验证：

## The privacy panel: requests

privacy-requests = 打开此页面以来的所有请求
# Each of the three is a number of requests.
privacy-summary =
    由此页面的服务器应答：{ $server ->
        [0] 无
       *[other] { $server } 个
    }；由这台设备应答：{ $device ->
        [0] 无
       *[other] { $device } 个
    }；由其他任何一方应答：{ $elsewhere ->
        [0] 无
       *[other] { $elsewhere } 个
    }。
# Opens a table of them, which grows as requests are made.
privacy-requests-all = { $count } 个请求，实时更新
privacy-requests-label = 请求
# The heads of the columns: how long after the page was opened, which file, and who answered.
privacy-request-after = 时间
privacy-request-for = 地址
privacy-request-by = 应答方
privacy-request-seconds = { $number } 秒
# In the column “Answered by”.
privacy-by-server = 服务器
privacy-by-device = 这台设备
privacy-by-nobody = 已阻止
privacy-requests-source = 来源：浏览器自己记录的此页面请求列表，以及 Service Worker（无网络时由它应答）的日志。

## The privacy panel: the rules that the browser enforces, and an attempt to get past them

privacy-rules = 浏览器强制执行的规则
privacy-rules-about = 此页面只能加载自己的文件，不能连接任何其他网站，不能提交表单，也不能运行不属于自身文件的脚本。
privacy-rules-verbatim = 规则原文
privacy-rules-refused = 浏览器报告的拦截规则
# A button: makes the attempt and shows the outcome.
privacy-try = 试着发送一些内容
privacy-try-failed = 测试本身失败了。请重新加载页面后重试。
privacy-try-page-refused = 从页面发送：浏览器已阻止。
privacy-try-page-open = 从页面发送：浏览器没有报告阻止。页面的规则已被改动，请不要信任此页面。
privacy-try-worker-silent = 从存放照片的后台程序发送：它没有及时应答。请稍后重试。
# Functions of the browser’s, such as fetch.
privacy-try-worker-open = 从存放照片的后台程序发送：它仍有可以发送内容的函数。请不要信任此页面。
privacy-try-worker-refused = 从存放照片的后台程序发送：浏览器已阻止，用于发送的函数也已移除。
privacy-try-worker-without-rule = 从存放照片的后台程序发送：所有可能发送数据的函数都已移除。还剩一条任何页面都无法关闭的途径：从某个地址加载脚本。只有浏览器的规则才能阻止它，而此服务器没有设置规则。页面保存到这台设备并再次打开后，规则就会生效。

## The privacy panel: the check with airplane mode

privacy-airplane = 用飞行模式验证
privacy-airplane-switch = 把这台设备切换到飞行模式，或拔掉网线。
privacy-airplane-try = 关闭此面板，试一张照片。答案照样会出来：没有其他机器参与。
privacy-airplane-off = 这台设备已离线。试一张照片吧。
privacy-airplane-off-answered = 这台设备已离线，此后已为 { $count } 张照片给出答案。
privacy-airplane-on = 这台设备已联网。
privacy-airplane-on-answered = 这台设备已恢复联网。离线期间为 { $count } 张照片给出了答案。

## The privacy panel: offline use

privacy-offline = 离线使用
privacy-install = 安装为应用
offline-kept = 页面本身也保存在这台设备上：离线也能打开并使用全部功能。
offline-keeping = 正在把页面保存到这台设备，以便离线时打开。请稍候。
offline-failed = 此浏览器不会把页面保存到这台设备：联网才能打开，打开之后可离线使用。
offline-none = 页面没有保存在这台设备上：联网才能打开，打开之后可离线使用。

## The privacy panel: what is stored, and how all of it is deleted

## The privacy panel: what a photo’s file says beside its picture

privacy-data = 照片文件里的其他信息
privacy-data-about = 除图像以外，Handlens 只保留照片的拍摄时间、拍摄地点和所在文件夹的名称；相机、姓名、备注、缩略图、编辑记录等其余信息在保存前都会删除。拍摄地点绝不会离开这台设备，导出的文件里也没有。导出项目时会包含拍摄时间和文件夹名称；ZIP 中的照片以拍摄时间作为文件日期。整理到 ZIP 中的相机 RAW 文件例外：它们保持原样。
# Goes on from a file's name.
export-raw-as-it-is = 是相机 RAW 文件：它会原样放入 ZIP，其中包含相机写入的信息。

privacy-stored = 这台设备上保存的内容
privacy-stored-projects = 项目：照片、从中学到的内容、设置
privacy-stored-outgoing = 最近导出的文件
privacy-stored-program = 页面本身，供离线使用
# In the place of a size.
privacy-stored-unknown = 未知
# A button; the question comes next.
removal-ask = 全部删除…
removal-question = 要全部删除吗？
removal-warning = 所有项目及其照片、保存的页面和全部设置会立即从这台设备上删除，无法恢复。你已导出的文件不受影响。
# The two buttons below the question.
removal-keep = 保留
removal-confirm = 全部删除
removal-running = 正在删除…
removal-done = 已全部删除。现在可以关闭此页面。
removal-elsewhere = 另一个标签页正打开着项目，因此未能全部删除。请关闭其他标签页后重试。
# $name is the browser’s name of the failure, in English.
removal-failed = 未能全部删除（{ $name }）。请重新加载页面后重试。
removal-failed-unknown = 未能全部删除（原因未知）。请重新加载页面后重试。
# Buttons, after everything was deleted and after that failed.
removal-start-anew = 重新开始
removal-reload = 重新加载

## The privacy panel: its limits

privacy-limits = 任何页面都无法证明的事
# Each of these goes on from that heading.
privacy-limit-browser = 浏览器是否遵守规则。阻止请求的是浏览器，在这里列出请求的也是浏览器。
privacy-limit-extensions = 浏览器的扩展程序是否不发送任何内容。它们可以读取每个页面，且不受页面规则约束。
privacy-limit-server = 服务器明天是否仍提供同样的页面。保存在这台设备上的副本只有在你接受新版本时才会改变；届时上面的列表会重新开始。
privacy-limit-people = 别人是否无法在这台设备上打开此浏览器并看到保存的内容。

## The offer of a new version

update-offer = Handlens 有新版本。重新加载即可启用；你的项目保持不变。
update-elsewhere = Handlens 已在另一个标签页中打开。请关闭其他标签页，再在这里重新加载；在此之前继续使用当前版本。
update-now = 重新加载
update-later = 稍后

## The space on the device

# $used and $total are sizes: “12 MB of 58 GB”.
keeping-room = { $used } / { $total }
# $share is how much is used: “94 %”.
keeping-room-tight = 这台设备的空间快用完了：已用 { $used }，共 { $total }（{ $share }）。请导出想保留的内容，并删除不再需要的项目。

## Results on unseen photos

# Stands above the results of a training while photos are added, moved or deleted, and until the next training ends.
results-old = 这些结果来自你最近一次更改之前，下次训练后会更新。
results-validation-off = 验证已关闭，因此没有未见照片的结果。
results-too-few-photos = 要得到未见照片的结果，同一类别需要两张照片：一张用于学习，一张用于检验。
# $class is a class as in finding-class-name.
results-one-photo = { $class }只有一张照片，无法检验。请再添加一些照片。
results-same-photos = { $class }的 { $count } 张照片几乎相同，无法检验。请添加在其他时间拍摄的照片。
results-unjudged-more = 还有 { $count } 个类别同样无法检验。
results-one-class = 只有一个类别可以检验，这不足以说明各类别能否区分开。
# Follows results-explanation.
results-groups = 在此区间中，几乎相同的照片只计一次：共有 { $groups } 张不同的照片。
# Stands right of the figure: “87 %”.
results-accuracy = 未见照片的准确率
results-interval = 95% 区间：{ $low } 至 { $high }
results-explanation = { $judged } 张未用于学习的照片中，{ $right } 张识别正确（{ $folds } 折）。对于类似的新照片，预计准确率在 { $low } 到 { $high } 之间。
# The figures of a class. Each share may be “–”.
class-result-recall = 召回率 { $share }
class-result-recall-title = 该类别的照片中，被识别出来的比例
class-result-precision = 精确率 { $share }
class-result-precision-title = 被识别为该类别的照片中，确实属于该类别的比例
class-result-f1 = F1 { $share }
class-result-f1-title = 召回率与精确率的调和平均数
class-result-not-judged = 未检验
class-result-right = { $judged } 张中 { $right } 张正确
# $smallest and $largest are names of classes. One of the next two sentences stands behind it.
sizes-differ = 各类别的照片数量不同：“{ $smallest }”有 { $least } 张，“{ $largest }”有 { $most } 张。
sizes-balanced = 不过每个类别的权重仍然相同。
sizes-unbalanced = 每张照片的权重相同，因此拿不准时会偏向照片较多的类别。

# The second figure, where whole days or folders were held out and it is clearly lower.
occasions-title = 其他场合的照片
# Follows a share: 62 % …
occasions-accuracy = 其他场合照片的准确率
occasions-explanation = 此项测试按日期或文件夹区分场合，每次留出整个场合（共 { $occasions } 个）：{ $judged } 张照片中 { $right } 张识别正确，而且没有用同一场合的照片学习过。同一场合的照片彼此相似，因此对于别处的照片应以此数字为准。增加更多场合的照片最有帮助。

## More figures

figures-more = 更多指标
figures-recall = 召回率，各类别平均
figures-recall-meaning = 某类别的照片中，被识别出来的比例。
figures-precision = 精确率，各类别平均
figures-precision-meaning = 被识别为某类别的照片中，确实属于该类别的比例。
figures-f1 = F1，各类别平均
figures-f1-meaning = 召回率与精确率合为一个数字，每个类别权重相同。
# A figure after the temperature, and before.
figures-now-and-before = { $now }，之前为 { $before }
figures-loss = 对数损失（奈特）
figures-loss-meaning = 正确答案有多出乎意料；越小越好。
figures-calibration = 校准误差
figures-calibration-meaning = “80% 把握”与实际 80% 正确之间相差多少。
figures-occasions = 其他场合的准确率
figures-occasions-share = { $share }（{ $low } 至 { $high }）
figures-occasions-meaning = 按日期或文件夹区分并整体留出场合（共 { $occasions } 个）。与上面的数字没有明显差距。
figures-tuning = 微调带来的变化
figures-tuning-meaning = 微调对模型某一部分的最大改变（一层的权重相对于自身大小的变化）。改变的是副本：预训练模型看到的内容始终来自原模型。仅用这个副本，会在 { $agreement } 的照片上看到同样的内容。
figures-temperature = 温度
figures-temperature-meaning = 大于 1 使答案的把握降低，小于 1 则提高；照片少时接近 1。

## The table of mix-ups

confusion-title = 混淆情况
confusion-save-csv = 将表格保存为 CSV
confusion-save-svg = 将表格保存为 SVG
# How a table is saved: what separates its fields, and how a half is written in it.
csv-choice = { $table }（{ $dialect }）
csv-comma = 逗号，0.5
csv-semicolon = 分号，0,5
confusion-not-saved = 无法保存表格。请重试。
confusion-order = 排序
# The choices of an order.
confusion-order-made = 按创建顺序
confusion-order-mistakes = 错误多的在前
confusion-order-name = 按名称
confusion-first = 此处按该顺序显示前 { $count } 个类别；文件中包含全部类别。
confusion-caption = 行：照片实际所属的类别。列：对未用于学习的照片给出的答案。
# The corner of the table: what its rows and its columns are.
confusion-rows = 实际 ↓
confusion-columns = 答案 →
confusion-figure-right = “{ $class }”的 { $count } 张照片识别正确
confusion-figure-wrong = “{ $class }”的 { $count } 张照片被误认为“{ $other }”
# Titles of the dialogue with the photos behind a figure.
confusion-photos-right = “{ $class }”，识别正确
confusion-photos-wrong = “{ $class }”，被误认为“{ $other }”
# In which order photos are shown. Part of photos-in-order: “3 photos, least confident first.”
photos-order-least-sure = 把握最小的在前
photos-order-surest-mistakes = 把握最大的错误在前
photos-order-strangest = 最不相似的在前
# The same table as a picture.
confusion-picture-accuracy = { $count } 张未见照片，{ $share } 识别正确（95% 区间：{ $low } 至 { $high }）
confusion-picture-axes = 行：照片实际所属的类别。列：给出的答案。

## What more photos would bring

learning-title = 更多照片会带来什么
learning-too-few = 照片太少，无法预测更多照片会带来什么。
learning-twice-same = 照片翻倍也不会有多大变化：未见照片的准确率预计仍约为 { $then }，在 { $low } 到 { $high } 之间。
learning-twice = 照片翻倍后，未见照片的准确率预计约为 { $then }（目前为 { $now }），在 { $low } 到 { $high } 之间。
learning-chart = 未见照片的准确率随照片数量的变化
# The legend of the chart.
learning-measured = 实测值及其 95% 区间
learning-expected = 照片翻倍：约 { $share }，及其范围
# The axes of the chart. It is 330 pixels wide.
learning-across = 每个类别的训练照片数（每一步翻倍）
learning-up = 未见照片的准确率
# The chart for those who do not see it. $points are some of the next messages in a row.
learning-description = 不同训练照片数下未见照片的准确率：{ $points }。
learning-point-one = 每类 1 张时 { $share }
# $photos may be a fraction: “9.6”.
learning-point = 每类 { $photos } 张时 { $share }
learning-points = { $before }，{ $last }

## Whether the confidence of answers matches how often they are right

reliability-title = 答案有多大把握，又有多常正确
reliability-across = 答案的把握
reliability-up = 正确的比例
# The legend of the chart.
reliability-exact = 把握与正确率一致
reliability-before = 应用温度之前，平均相差 { $error }
reliability-after = 应用之后，平均相差 { $error }；圆点越大，照片越多
reliability-measured = 未见照片的答案，平均相差 { $error }；圆点越大，照片越多
# The chart for those who do not see it. $answers and $before are some of the next messages in a row.
reliability-description = 按答案的把握分组：{ $answers }。
reliability-description-both = 按答案的把握分组：{ $answers }。应用温度之前：{ $before }。
reliability-bin = { $count } 张照片平均把握 { $sure }，正确 { $right }
reliability-bins = { $before }；{ $last }

## None of these

none-of-these = 都不是
# The label of a choice; its options are the next message, from never to readily.
unknown-choice = 判为“都不是”
unknown-share = { $count ->
    [0] 从不
    [50] 很少（我的照片每 50 张中 1 张）
    [20] 有时（我的照片每 20 张中 1 张）
    [10] 经常（我的照片每 10 张中 1 张）
    [5] 频繁（我的照片每 5 张中 1 张）
   *[other] 我的照片每 { $count } 张中 1 张
}
unknown-rejects-none = 无论照片上是什么，都会归入你的某个类别。
unknown-rejects-no-own = 按此设置，你的 { $judged } 张照片都不会被拒绝。
unknown-rejects = 按此设置，你的 { $judged } 张照片中有 { $rejected } 张会被拒绝。
# A link: it opens the photos that would be turned away.
unknown-look = { $count ->
   *[other] 查看
}
unknown-effect = 设置越严格，能认出的无关照片越多，但你自己的照片被拒绝的也越多。
unknown-photos = 被判为“都不是”
# With an answer: the bold first words, and what follows.
unknown-note = 都不是。
unknown-note-unlike = 这张照片与你各类别的照片都不相似。
# $name is one of the 1000 English names that the pretrained model knows.
unknown-note-guess = 这张照片与你各类别的照片都不相似。预训练模型看到的是：{ $name }（{ $share }）。

## Whether the pretrained model is unchanged

integrity-title = 预训练模型是否未变？
integrity-about = 预训练模型认识 1,000 种事物，你的训练无法改变它。可以自己验证：Handlens 会用公开发布的文件再加载一份模型，并比较两者对你照片的答案。
# Buttons.
integrity-compare = 用我的照片比较
integrity-compare-again = 再次比较
integrity-comparing = 正在比较
integrity-unfinished = 比较未能完成。
integrity-same = 没有任何变化：模型就是公开发布的那个，答案完全一致。
integrity-different = 使用中的模型不是公开发布的那个。
integrity-first = 首个答案相同（共 1,000 个）
integrity-five = 前五个答案相同且顺序一致
integrity-of-photos = { $count } 张照片中的 { $same } 张
integrity-difference = 概率的最大差异
# The two files, and whether they are as they should be. Their hashes follow.
integrity-file = 权重文件（SHA-256）
integrity-file-same = 公开发布的文件
integrity-file-other = 不是公开发布的文件
integrity-weights = 使用中的权重（SHA-256）
integrity-weights-same = 与文件一致
integrity-weights-other = 与文件不一致
integrity-sample = 从你的 { $count } 张照片中均匀选取了 { $chosen } 张。
integrity-photos = 预训练模型在每张照片中看到的内容
# Heads of a table.
integrity-photo = 照片
integrity-before = 发布版
integrity-now = 现在

## Why a photo gets its answer

why-button = 为什么？
why-interrupted = 后台程序在给出说明之前停止了。请再问一次。
# Stands before the choice of an answer; behind it, where there is another answer to compare with, the next message and that answer: “Evidence for [cat] rather than dog”.
why-what-speaks-for = 哪些区域支持
why-rather-than = 而不是
# The legend of the two colours.
why-legend-for = 支持“{ $name }”
why-legend-against = 反对
why-show = 显示区域
why-hide = 隐藏区域
why-about = 没有着色的部分影响很小。区域比较粗略：每块的边长约为照片边长的七分之一。
# The photo for those who do not see it: its name, and one of the next four sentences.
why-picture = { $photo }。{ $sentence }
# $place and $against are one of the messages why-place-…
why-nothing = 没有哪个区域比其他区域更支持“{ $name }”。
why-for = 支持“{ $name }”：{ $place }。
why-against = 反对“{ $name }”：{ $place }。
why-for-and-against = 支持“{ $name }”：{ $place }。反对：{ $against }。
why-place-upper-left = 主要是左上部
why-place-top = 主要是上部
why-place-upper-right = 主要是右上部
why-place-left = 主要是左侧
why-place-middle = 主要是中间
why-place-right = 主要是右侧
why-place-lower-left = 主要是左下部
why-place-bottom = 主要是下部
why-place-lower-right = 主要是右下部
why-place-several = 多处

## The answer for a photo

answer-waiting = 正在分析…
answer-took = 用时 { $time }
answer-outdated = 这是先前训练的答案。
# The photo is one of the photos of the project.
answer-present = 这张照片已在项目中，属于“{ $class }”。Handlens 会从中学习，因此这个答案不能说明对新照片的效果。
# The same where the photo has been removed from the project since.
answer-learned = 模型已从这张照片中学习，因此这个答案不能说明对新照片的效果。
answer-ask-again = 再问一次
answer-interrupted = 后台程序在作答之前停止了。请再问一次。
answer-none = 没有答案
# What stands below each is a list of names.
answer-own = 你的类别
answer-pretrained = 预训练模型看到的
answer-more-classes = 另外 { $count } 个类别
answer-nearest = 你的照片中最相似的

## Trying photos

try-title = 试一试
try-clear = 清空
try-drop = 将新照片拖到这里
try-drop-more = 几张，或者装有许多照片的文件夹或 ZIP
# Buttons.
try-choose = 选择
try-folder = 文件夹
try-paste = 粘贴
try-paste-title = 从剪贴板粘贴照片
try-webcam-title = 对着摄像头展示物品
try-hint = 在两个类别有照片之前，只有预训练模型作答。它认识 1,000 种事物，但不认识你的。

## Training

training-title = 效果如何
training-needs-classes = 请至少为两个类别添加照片。
training-soon = 照片添加完毕后即开始训练。
training-held = 上次训练没有完成，可能是内存不足。按“训练”即可重新开始；减少折数可降低内存占用。
tuning-title = 微调
tuning-running = 正在让模型适应你的照片（微调）：{ $share }。完成之前，由快速模型作答，显示的结果也是它的。
tuning-stop = 停止微调
tuning-off = 按你的选择，微调已关闭：由快速模型作答。
tuning-on = 开启微调
tuning-kept = 已微调：在未见过的照片上，正确率 { $before } → { $after }。已采用。
tuning-kept-as-set = 已微调：在未见过的照片上，正确率 { $before } → { $after }。按你的选择采用。
tuning-kept-on-the-whole = 已微调：在未见过的照片上，正确率 { $before } → { $after }。对这些照片没有提升，但仍采用：每个类别有十张以上照片时，总体上有帮助。
tuning-not-kept = 微调在这里没有帮助（在未见过的照片上，正确率 { $before } → { $after }）。由快速模型作答。
# Follows the sentences tuning-kept and tuning-not-kept.
tuning-pessimistic = 测量时所用的模型只用一半照片微调过。
training-running = 正在用 { $count } 张照片训练…
# $time is a duration. An epoch is a pass over all photos.
training-done = 已用 { $count } 张照片训练，用时 { $time }，{ $epochs } 轮
training-done-limit = 已用 { $count } 张照片训练，用时 { $time }，{ $epochs } 轮，已达上限；更多轮数仍会有帮助
training-curve-accuracy = 未见照片的准确率
training-curve-loss = 训练损失（奈特）
# The horizontal axis of the two curves.
curve-epochs = 轮
# The curve for those who do not see it.
curve-description = 从第 { $first } 轮的 { $from } 到第 { $last } 轮的 { $to }。
curve-none = 尚未训练。

## The settings of training

hyperparameters-title = 高级
# Behind “Advanced”: a setting is other than it was at first.
hyperparameters-changed = · 已更改
hyperparameters-about = 每次更改后会自动重新训练。相同的照片和设置会得到相同的分类器。
hyperparameters-train = 训练
hyperparameters-reset-all = 全部重置
hyperparameter-reset = 重置{ $setting }
# $help is one of the messages hyperparameter-…-help.
hyperparameter-range = { $help }范围 { $min } 至 { $max }，默认 { $default }。
hyperparameter-on-by-default = { $help }默认开启。
hyperparameter-off-by-default = { $help }默认关闭。
# What each setting is called, what stands behind its number, and what it does.
hyperparameter-learning-rate = 学习率
hyperparameter-learning-rate-unit = × 稳定步长
hyperparameter-learning-rate-help = 每一步的步长，相对于可证明收敛的最大步长。
hyperparameter-weight-decay = 权重衰减
hyperparameter-weight-decay-unit = ½·λ·‖W‖² 中的 λ
hyperparameter-weight-decay-help = 对较大权重的惩罚力度：越大，答案越谨慎。
hyperparameter-epochs = 最大轮数
hyperparameter-epochs-unit = 轮
hyperparameter-epochs-help = 一旦收敛，训练会提前结束。
hyperparameter-folds = 验证折数
hyperparameter-folds-unit = 折，0 为关闭
hyperparameter-folds-help = 每张照片都由未用其所在折训练的分类器检验。
hyperparameter-seed = 随机种子
hyperparameter-seed-help = 相同的照片和种子会得到相同的分类器。
hyperparameter-layers = 哪些部分学习
hyperparameter-layers-help = 快速模型片刻就能学会把预训练模型看到的内容归入你的类别（术语叫“分类头”）。微调还会让预训练模型最后几层的副本适应你的照片：耗时更长，在类别彼此相似时帮助最大。
hyperparameter-layers-auto = 快速模型，有帮助时再微调
hyperparameter-layers-head = 仅快速模型
hyperparameter-layers-last = 快速模型，并且始终微调
hyperparameter-balance = 平衡类别
hyperparameter-balance-help = 让照片少的类别与照片多的类别权重相同。关闭时，每张照片权重相同，拿不准时会偏向照片较多的类别。

## Charts

# A share at a tick of an axis, in narrow space.
chart-share = { $number }%
# A number with nothing around it. It may be like “1.2e-7”.
number-alone = { $number }
# A chart for those who do not see it.
chart-in-words = { $title }。{ $description }

## What a screen reader announces

spoken-result = 未见照片的准确率 { $accuracy }，区间 { $low } 至 { $high }。
# $photo is the name of a file, $answer the best answer with its share.
spoken-answer = { $photo }：{ $answer }
# $answer is spoken-answer. $remarks is answer-present or answer-learned, and what note-of-file says; one or more.
spoken-answer-remarks = { $answer }。{ $remarks }

## Photos to check: the panel

issues-title = 待检查的照片
issues-mislabelled = 可能放错了类别
issues-mislabelled-meaning = 没有用这张照片学习过的分类器，对另一个类别的把握大得多。
issues-duplicates = 几乎相同的照片
issues-duplicates-meaning = 重复的照片学不到新东西；同一张照片放在两个类别里，学到的就是错的。
issues-outlier = 与同类别的其他照片不相似
issues-outlier-meaning = 也许拍的是别的东西，也许该类别需要更多这样的照片。
issues-blurred = 模糊
issues-blurred-meaning = 照片里没有清晰的地方。
issues-dark = 太暗
issues-dark-meaning = 照片里没有明亮的地方。
issues-tiny = 非常小
issues-tiny-meaning = 照片的像素不超过模型所用像素的四分之一。
issues-looking = 还有 { $count } 张照片待检查…
issues-not-yet = 还有照片尚未检查。
issues-nothing = 没有发现问题：看来没有放错类别、重复、模糊、太暗或非常小的照片。
# Before a training that could find photos in the wrong class.
issues-nothing-but-classes = 目前没有发现问题：看来没有重复、模糊、太暗或非常小的照片。是否有照片放错类别尚未检查。
issues-kept = { $count } 张照片保持原样。
# A link behind that sentence.
issues-show-again = 重新显示

## Photos to check: the photos with one kind of problem

issues-none-left = 已全部处理。
# Groups of photos that are nearly the same; $meaning is a sentence of the panel.
issues-groups = { $count } 组。{ $meaning }
# Always many: more than $shown, which is 24.
issues-groups-first = 共 { $count } 组，此处显示前 { $shown } 组。{ $meaning }
issues-photos = { $count } 张照片。{ $meaning }
issues-photos-first = 共 { $count } 张照片，此处显示前 { $shown } 张。{ $meaning }
# $change is a change as the history names it, such as "Delete 3 photos".
issues-done = 已完成：{ $change }。
issues-done-kept = { $count } 张照片保持原样。
issues-taken-back = 已撤销。
finding-class = 在“{ $class }”中
# A photo of $class that looks like one of the class $other; $share is how sure that is, such as "71 %".
finding-looks-like = 在“{ $class }”中，看起来像“{ $other }”（{ $share }）
finding-move-to = 移到“{ $class }”
# What a button is called for those who do not see it; $photo is a file's name.
finding-delete-named = 删除：{ $photo }
finding-keep-named = 保持原样：{ $photo }
finding-keep = 保持原样
# A class in the sentences below, of which there may be several with list-and between.
finding-class-name = “{ $class }”
# Photos that are nearly the same: at least two.
finding-copies = 在{ $class }中有 { $count } 张
finding-across = 在{ $classes }中：同一张照片出现在多个类别里，而它只能属于其中一个。
finding-keep-only = 只保留在“{ $class }”中
# Photos of a group that are not shown.
finding-hidden = 还有 { $count } 张
finding-delete-copies = 删除 { $count } 张重复照片
finding-keep-group = 全部保留
findings-delete-copies = 删除同一类别内的 { $count } 张重复照片
# At least two photos.
findings-delete = 删除全部 { $count } 张
findings-keep = 全部保持原样

## Many photos tried at once: the table

batch-open = 显示 { $count } 张照片的表格
batch-title = 试过的照片
batch-close = 关闭表格并保留内容
batch-looking-label = 正在分析照片
batch-clear = 清空
batch-clear-hint = 清除这些照片及其答案
# Before the first photo is found.
batch-looking = 正在分析…
# How far it is. The parts below follow it, with " · " between.
batch-done = { $count } 张照片中的 { $done } 张
batch-pace = 每秒 { $photos } 张
batch-refused = { $count } 个文件无法使用
batch-outdated = { $count } 张的答案来自先前的训练
# For those who do not see the table.
batch-told-looking = 正在分析 { $count } 张照片。
# $quarters is 1, 2 or 3.
batch-told-quarters = { $quarters ->
    [1] { $count } 张照片已完成四分之一。
    [2] { $count } 张照片已完成一半。
   *[3] { $count } 张照片已完成四分之三。
}
batch-told-answered = 已为 { $count } 张照片给出答案。
batch-told-outdated = { $count } 张照片的答案来自先前的训练，正在重新作答。
batch-lost = 后台程序已停止，没有保留这些照片，需要重新分析。
batch-again = 重新分析
# Before the choice of rows to show.
batch-filter = 显示
# A choice, or a class, with how many rows it shows.
batch-filter-choice = { $name }（{ $count }）
batch-filter-all = 全部
batch-filter-open = 不在项目中
# Photos that are in the project.
batch-filter-present = 在项目中
# Photos whose file could not be read just as it is: a preview was used, a part is missing and the like.
batch-filter-noted = 有说明
batch-filter-refused = 无法使用
# The answer that a photo is of none of the classes; also the folder of such photos in a zip.
batch-none-of-these = 都不是
# Below that answer.
batch-most-like = 最像 { $class }
batch-waiting = 等待中…
# One photo was added to the project.
batch-added = 已添加
# It was added to another class than its answer.
batch-added-otherwise = 已添加；答案：{ $class }
# The photo was in the project before; the class is its class there.
batch-present = 已在项目中
# Its class in the project is not its answer.
batch-present-otherwise = 已在项目中；答案：{ $class }
# Behind one of these: the model that answered has learned from this very photo, so its answer is no test.
batch-learned = 模型已从中学习
# What the pretrained model sees, with how sure it is of that.
batch-seen = { $name }（{ $share }）
batch-column-photo = 照片
batch-column-name = 名称
batch-column-class = 类别
# How sure the answer is, in percent.
batch-column-sure = 把握
batch-column-seen = 预训练模型看到的
batch-sort-by-name = 按名称排序
batch-sort-by-class = 按类别排序
batch-sort-by-sure = 按把握大小排序
batch-empty = 没有可显示的照片。
batch-select-shown = 选择显示的全部照片
batch-select-none = 取消选择

## Many photos tried at once: what can be done with them

batch-none-selected = 选择照片，即可添加到你的类别中。
batch-no-class = 还没有类别。
batch-accept = 添加到其类别
batch-accept-hint = 将每张照片添加到其答案给出的类别
batch-correct = 改为…
batch-correct-label = 改为… 你选择的类别，并将照片添加进去
# The name in quotation marks is that of batch-correct.
batch-left-out = { $count } 张照片的答案不是类别。请用“改为…”选择一个。
batch-export = 导出
batch-export-label = 导出所选照片，或导出显示的全部照片
batch-export-table = 表格（CSV）：{ $count } 行
batch-export-photos = 每个类别一个文件夹的 ZIP：{ $count } 张照片
batch-table-not-saved = 无法保存表格。请重试。
batch-nothing-to-sort = 这些照片都没有可用于分类的答案。
# More files were dropped than are tried at once.
batch-left-out-files = 只使用了前 { $taken } 个文件，另有 { $count } 个未使用。请稍后再试这些文件。
batch-no-file = 拖入的内容中没有文件。
try-left-out = 已略过 { $count } 个文件。

## The classes

classes-title = 类别
classes-total = { $classes } 个类别，{ $photos } 张照片
classes-drop-first = 或将照片和文件夹拖到这里
classes-drop-more = 新类别：将照片或文件夹拖到这里
classes-drop-hint = 文件夹会成为同名的类别；每个子文件夹各成一个类别。
classes-choose-folder = 选择文件夹
classes-choose-photos = 选择照片
classes-new-first = 给第一个类别起个名字
classes-new = 新类别
classes-new-example = 例如：橡树
classes-add = 添加类别
# The name of a class that the person has not named; $number is a number.
class-default-name = 类别 { $number }

## The card of a class

class-card-label = 类别“{ $class }”
class-card-empty = 将照片拖到这里
class-card-add-photos = 添加照片
class-card-add-folder = 添加文件夹
class-card-paste = 粘贴
class-card-paste-hint = 从剪贴板粘贴照片
class-card-webcam = 摄像头
class-card-webcam-hint = 用摄像头拍照
# The name of a photo that was taken with the webcam; $number is a number.
class-card-webcam-photo = 摄像头 { $number }
class-card-shutter = 按住拍照
class-card-menu = “{ $class }”的操作
# A menu's entry that leads on to a choice of classes.
class-card-merge-more = 合并到…
# The title of that choice.
class-card-merge = 合并到
class-card-delete = 连同照片一起删除
class-card-deleted = 已删除类别“{ $class }”。
class-name-hint = 点击或按 F2 重命名
class-name-label = 类别名称

## Photos, and what can be done with selected ones

photos-grid-label = 照片
photos-move = 移到
photos-move-label = 移到另一个类别
selection-label = 所选照片
# Photos.
selection-count = 已选择 { $count } 张
# The same for those who do not see it.
selection-told = 已选择 { $count } 张照片
selection-open = 打开
# Selects nothing any more.
selection-clear = 取消选择
# $order says in which order, such as "the strangest first"; it has no full stop.
photos-in-order = { $count } 张照片，{ $order }。
# Always many: more than $shown, which is 200.
photos-in-order-some = { $count } 张照片，{ $order }；这里显示其中的 { $shown } 张。
photos-select-all = 选择它们，以便移动或删除

## One photo, shown large

viewer-previous = 上一张照片
# With the key that does the same.
viewer-previous-hint = 上一张照片（←）
viewer-next = 下一张照片
viewer-next-hint = 下一张照片（→）
# $date is a date with its time.
viewer-taken = 拍摄于 { $date }
viewer-file-dated = 文件日期：{ $date }
# In degrees.
viewer-place = 地点：{ $latitude }, { $longitude }（仅保存在这台设备上）

## Numbers with their units

size-kilobytes = { $number } kB
size-megabytes = { $number } MB
size-gigabytes = { $number } GB
size-terabytes = { $number } TB
duration-milliseconds = { $number } 毫秒
duration-seconds = { $number } 秒
duration-minutes = { $number } 分钟
# A time that is still to be waited.
time-left-seconds = 还需 { $count } 秒
time-left-minutes = 还需 { $count } 分钟
time-left-hours = 还需 { $number } 小时
# How long ago something was changed.
ago-just-now = 刚刚
ago-minutes = { $count } 分钟前
ago-hours = { $count } 小时前
ago-yesterday = 昨天
ago-days = { $count } 天前
ago-weeks = { $count } 周前
ago-months = { $count } 个月前
ago-years = { $count } 年前

## Sentences in a row

# Two whole sentences, one after the other.
sentences = { $first }{ $then }
# The name of a file, and a sentence that goes on from it: “a.txt is not an image.”
notice-of-photo = { $photo } { $message }
# The same where the name stands elsewhere: “This file is not an image.”
note-of-file = 此文件{ $message }
# The same of several files: “Each of these 3 files is not an image.” Their names follow.
notice-of-files = 这 { $count } 个文件都{ $message }

## The page as a whole

# What the browser shows as the title of the tab.
page-title = Handlens：区分你自己的照片
page-title-projects = 项目 – Handlens
page-opening = 正在打开…
page-opening-project = 正在打开“{ $name }”…
page-stopped = 页面因错误而停止。请重新加载，已存储的内容不会丢失。（{ $detail }）
# In the place of the name of a class.
class-gone = 已不存在的类别
# About a photo that was held out of a training, and that the model then took for another class.
photo-mistake = 作为未见照片被误认为“{ $name }”（{ $share }）
close-by-escape = 关闭（Esc）

## The header

header-privacy = 你的照片只留在这台设备上
header-privacy-title = 如何确认没有任何内容离开这台设备
# A project that is held in memory alone.
header-in-memory = 关闭标签页后，此项目就会消失
header-storage = 存储空间
# The group of the buttons Undo and Redo.
header-history = 历史记录
# $change is what would be undone: “Delete 3 photos”.
undo-change = 撤销：{ $change }
redo-change = 重做：{ $change }
undo-nothing = 没有可撤销的操作
redo-nothing = 没有可重做的操作
# In the place of “GPU” or “CPU”, until it is known which of them does the work.
header-device-starting = 正在启动…
# $device is “CPU”, or “GPU” with its name.
header-device-question = { $device }。由什么来计算？
# $reason is a sentence, or nothing.
header-device-gpu = 计算由你的 GPU 通过 WebGPU 完成：{ $name }。没有任何计算在别处进行。{ $reason }
header-device-unknown = Handlens 仍在加载所需的内容。

## What is loaded at the start

loading-label = 加载进度
loading-begin = 正在加载…
# $amount is “3.1 of 12.4 MB”.
loading-program = 正在加载程序 · { $amount }
loading-start = 正在启动程序…
loading-model = 正在加载模型 · { $amount }
loading-ready = 即将就绪…
loading-megabytes-of = { $loaded } / { $total } MB
loading-megabytes = { $loaded } MB

## The first steps, on an empty page

first-steps = 教 Handlens 区分你的照片
first-steps-classes = 为每一种建一个类别
first-steps-classes-more = 比如橡树一个，山毛榉一个。先有两个就够了。
first-steps-drop = 把照片拖进去
first-steps-drop-more = 每种十张就是不错的开始。你边添加，Handlens 边学习。
first-steps-try = 试一张新照片
first-steps-try-more = 几秒后 Handlens 就会给出答案，并说明有多大把握。

## The bar at the bottom of a narrow screen

tabs = 页面的各部分
tab-classes = 类别
tab-try = 试一试
tab-results = 结果

## Alerts and toasts

# A button: open the project that is named beside it.
toast-open = 打开
toast-project-deleted = 已删除“{ $name }”。
# Opens a list of what there is to say about single photos.
notice-reasons = { $count } 条原因
notice-notes = { $count } 条说明
# The end of that list, where it is too long.
notices-unlisted = 以及另外 { $count } 条

## Photos that are added

# For those who do not see the bar.
import-line-label = 正在添加照片
import-line-adding = 正在添加照片：{ $done } / { $total }
import-line-speed = 每秒 { $number } 张
import-line-opening-archive = 正在读取 { $name }…
import-line-cancelling = 正在取消导入 { $count } 张照片…
import-line-cancelling-archive = 正在取消导入 { $name }…
import-line-more = 以及另外 { $count } 个
import-cancel-all = 全部取消
# The end of an import. The three sentences stand in a row.
import-end-added = { $count ->
    [0] 没有添加照片。
   *[other] 已添加 { $count } 张照片。
}
# The photos of one archive or of several, by their names; and with loose photos beside them.
import-end-added-from = { $count ->
    [0] 没有从 { $names } 添加照片。
   *[other] 已从 { $names } 添加 { $count } 张照片。
}
import-end-added-with = { $count ->
    [0] 没有添加照片，{ $names } 中也没有。
   *[other] 已添加 { $count } 张照片，包括 { $names } 中的照片。
}
import-end-duplicates = { $count } 张已经存在。
import-end-refused = 有 { $count } 个文件无法使用。
import-end-archives-refused = 有 { $count } 个压缩包无法使用。
import-unlabelled = 已略过 { $count } 张没有标签的照片。
unlabelled-folders = { $count ->
   *[other] 文件夹：{ $names }
}
import-end-cancelled = { $count ->
    [0] 已取消。没有添加任何照片。
   *[other] 已取消。{ $count } 张照片已撤回。
}
import-end-others-cancelled = { $count ->
    [0] 其余的已取消。
   *[other] 其余的已取消，其中 { $count } 张照片已撤回。
}
import-end-interrupted = { $count ->
    [0] 导入在添加任何照片之前中断。请重新添加照片。
   *[other] 导入在 { $count } 张照片后中断。请重新添加其余照片。
}
import-end-others-interrupted = { $count ->
    [0] 其余的在添加任何照片之前中断。请重新添加。
   *[other] 其余的在 { $count } 张照片后中断。请重新添加其余照片。
}
import-interrupted = { $count ->
    [0] 上次导入在添加任何照片之前中断。请重新添加照片。
   *[other] 上次导入在 { $count } 张照片后中断。请重新添加其余照片。
}
import-interrupted-of = { $count ->
    [0] 上次导入中断：{ $total } 个文件都没有添加。请重新添加。
   *[other] 上次导入中断：{ $total } 个文件中已添加 { $count } 个。请重新添加其余文件。
}
intake-new-class = 这些照片放入新类别“{ $name }”。点击名称即可修改。
intake-left-out = 只使用了前 { $taken } 个文件，另有 { $left_out } 个未使用。请单独添加。
intake-nameless = 有 { $count } 项无法打开：浏览器没有提供对应的文件。请先存为文件，然后添加。
intake-folders-unreadable = 有 { $count } 个文件夹未能完整读取：{ $names }。请复制到其他位置，然后添加副本。
intake-folders-empty = { $count } 个文件夹是空的：{ $names }。
left-out-label-file = 是标注文件，未读取：类别由文件夹名称决定。
left-out-metadata = 记录照片的日期、地点或标题，此处不需要。
left-out-mask = 是掩码图，不是照片，已略过。
intake-folders-into-class = { $count } 个文件夹中的照片都放入“{ $name }”。如需每个文件夹各成一个类别，请撤销，然后将它们拖到“新类别”处。
intake-names-shortened = 有 { $count } 个类别名称超过 { $limit } 个字符，中间部分会省略。
intake-nothing = 你添加的内容中没有照片。
intake-only-system = { $count ->
   *[other] { $names } 属于系统或其他程序，例如网络存储生成的缩略图，其中没有你自己的照片。
}

## What is found in folders and archives, before it is added

preview-label = 添加前确认
preview-title = 确认要添加的内容
preview-title-archive = 确认要从 { $name } 添加的内容
preview-number = 第 { $number } 个问题，共 { $count } 个
preview-levels = 哪一层文件夹是类别？
preview-level = { $names }（{ $count } 个类别）
preview-classes = 类别及其照片
preview-more = 以及另外 { $count } 个类别
preview-no-classes = 这里没有文件夹表示类别，因此全部 { $count } 张照片都会放入同一个类别“{ $name }”。如需多个类别，请取消，为每个类别建一个文件夹并放入照片，然后添加这些文件夹。
preview-unlabelled = 同时将 { $count } 张没有标签的照片添加到“{ $name }”
preview-loose = 同时将 { $count } 张不在文件夹中的照片添加到“{ $name }”
preview-left-out = 略过
preview-system = { $count } 个系统文件或文件夹
preview-label-files = { $count } 个标注文件，未读取：类别由文件夹名称决定
preview-metadata = { $count } 个记录照片日期、地点或标题的文件：此处不需要
preview-masks = { $count } 张掩码图
preview-archives = { $count } 个内含的压缩包：请解压后添加其中的内容
preview-no-photos = { $count } 个文件不是照片：添加后会列出它们
preview-empty = { $count } 个空文件
preview-over = { $count } 个类别，共 { $photos } 张照片：一个项目最多有 { $limit } 个类别
preview-splits = { $names } 各部分会按类别合并。
preview-encoding = 压缩包没有说明文件名的编码，已按 { $encoding } 读取。
preview-added-once = 项目中已有的照片，或这里重复的照片，只添加一次。
preview-add = 添加 { $count } 张照片
preview-add-some = 添加 { $count } 张照片，略过 { $left_out } 张

## The clipboard

# The name of a photo that has no file.
clipboard-photo = 粘贴的照片
clipboard-empty = 剪贴板中没有图片。请先复制一张。
clipboard-class = 已粘贴到类别“{ $name }”。要粘贴到其他类别，请先点击该类别。
clipboard-not-allowed = 浏览器不允许此页面读取剪贴板。请改按 Ctrl+V（⌘V）。

## The webcam

webcam-name = 摄像头
webcam-close = 关闭摄像头
webcam-not-allowed = 未获准使用摄像头。请在浏览器地址栏中允许此页面使用，然后重试。
webcam-not-found = 未找到摄像头。请连接后重试。
webcam-in-use = 另一个程序正在使用摄像头。请关闭该程序后重试。
webcam-not-offered = 浏览器在此处不提供摄像头；页面需要通过 https 或 localhost 打开。

## The worker’s end, as the page sees it

worker-slow = 准备时间比平时长。如果一直这样，请重新启动；不会丢失任何内容。
worker-stopped = 后台程序意外停止。
# $cause is what the browser says, in English and without a full stop at the end.
worker-stopped-because = 后台程序意外停止：{ $cause }。
worker-unreadable = 后台程序意外停止：无法读取它发来的消息。
worker-not-loaded = 后台程序意外停止：无法加载它的程序。
worker-not-ready = 后台程序未能准备就绪。
worker-impossible = 此浏览器无法运行模块 Worker；新版浏览器可以。
# What follows stands behind one of the sentences on the worker’s end.
worker-again = 它已重新启动。
worker-again-with-photos = 它已重新启动，你的照片都还在。
worker-again-without-photos = 它已重新启动，但有 { $count } 张照片只存放在此标签页的内存中，需要重新添加。
worker-not-again = 它没有重新启动。
# A button.
worker-start-again = 重新启动
command-not-sent = 浏览器无法将此操作交给后台程序。请重新加载页面后重试。
event-not-understood = 后台程序发来了此页面无法理解的内容。请重新加载页面。

## Errors, and what caused them

with-detail = { $sentence }（{ $detail }）

## Photos that are read. Each of these goes on from the file's name.

image-rare-kind = 是少见的 { $format } 类型，无法读取。请另存为普通的 JPEG 或 PNG，然后重试。
image-needs-memory = 读取时需要的内存过多。请另存为 JPEG，再使用新文件。
image-tiff-packed = 是用 { $method } 压缩的 TIFF，此处无法解压。请另存为 PNG 或 JPEG，然后重试。
image-tiff-colours = 是使用 { $colours } 色彩的 TIFF，此处无法读取。请另存为 RGB，然后重试。
image-unsupported = 是 { $format } 照片，此浏览器无法读取；请另存为 JPEG，然后重试。
image-decoder-missing = 是 HEIC 照片，但所需的解码器无法加载。请检查网络连接，然后重试。
image-decoder-slow = 是 HEIC 照片，解码用时过长。请另存为 JPEG，再使用新文件。
image-decoder-stopped = 是 HEIC 照片，解码所需内存超出可用内存，或文件有错误导致解码器停止。请另存为 JPEG，再使用新文件。
image-cut-off = 不完整：缺少末尾部分。请重新复制或下载。
image-cut-off-below = 不完整：画面底部缺少 { $percent }%。请重新复制或下载。
image-damaged = 已损坏：开头像是 { $format }，但无法读取。请用其他程序打开并重新保存。
image-without-pixels = 已损坏：文件显示它没有像素。请重新复制或下载。
image-not-filled = 已损坏：像素数少于画面尺寸所需。请重新复制或下载。
image-too-many-pixels = 有 { $megapixels } 百万像素；上限是 { $limit } 百万像素。请缩小后重试。
image-empty = 是空文件（0 字节）。请重新复制或下载。
image-file-too-large = 大小为 { $megabytes } MB；上限是 { $limit } MB。请缩小后重试。
image-raw-camera-file = 是相机的 RAW 文件。请导出为 JPEG，再使用新文件。
image-raw-without-preview = 是相机的 RAW 文件，其中只有 { $width } × { $height } 像素的预览图，太小。请导出为 JPEG，再使用新文件。
image-is-none = 不是可读取的图片：{ $what }。
image-other-ending = 不是照片：文件名以“.{ $ending }”结尾。
image-unreadable = 无法读取；它可能已被移动或删除。请重新选择。
image-not-from-camera = 在此浏览器中无法从摄像头读取。
image-is-no-file = 不是文件。
image-not-stored = 无法存为 JPEG。
image-not-shrunk = 无法缩小。
image-without-view = 无法调整为模型所需的尺寸。

## What a file is that is no image. Part of image-is-none, without a full stop.

file-is-pdf = 它是 PDF。请将页面存为 JPEG 或 PNG，再使用新文件
file-is-zip = 它是 ZIP 压缩包或 Office 文档。请解压压缩包，或将文档中的图片存为文件，再使用新文件
file-is-office-document = 它是 Office 文档。请将其中的图片存为文件，再使用新文件
file-is-archive = 它是压缩包（{ $format }）。请解压后使用其中的文件夹
file-is-video = 它是视频。请将需要的画面存为照片，再使用新文件
file-is-photoshop = 它是 Photoshop 文档。请另存为 JPEG 或 PNG，再使用新文件
file-is-icon = 它是图标。请另存为 JPEG 或 PNG，再使用新文件
file-is-other-image = 它是 { $format } 格式的图片。请另存为 JPEG 或 PNG，再使用新文件
file-is-audio-or-video = 它是音频或视频文件。请将视频中需要的画面存为照片，再使用新文件
file-is-audio = 它是音频文件。Handlens 只从照片学习，请改用照片
file-is-drawing = 它是矢量图（SVG）。请导出为 JPEG 或 PNG，再使用新文件
file-is-web-page = 它是网页。请将照片本身存为文件，再使用新文件
file-is-text = 它是文本文件。请去掉它；如果它本应是照片，请重新下载
file-is-project = 它是完整的 Handlens 项目。要导入它，请将它拖到类别区域或项目列表
file-is-placeholder = 它只是占位文件，照片仍在 iCloud 中。请先下载照片，然后重试
file-is-unknown = 开头的字节与任何图片格式都不符。请用其他程序打开，另存为 JPEG 或 PNG，再使用新文件

## What was done to a photo. Each of these goes on from the file's name.

image-misnamed = 其实是 { $format }，与文件名不符；已按此格式读取。
image-part-missing = 不完整：画面底部缺少 { $percent }%；已使用其余部分。
image-coarse = 不完整：缺少最精细的细节；已按现状使用。
image-animated = 是动图；使用了第一帧。
image-pages = 有 { $pages } 页；使用了第一页。
image-later-page = 有 { $pages } 页；使用了第 { $page } 页，即第一张有内容的页面。
image-sixteen-bit = 每个通道有 16 位；已按 8 位读取，模型也只能看到这么多。
image-stretched = 只含有 { $from } 到 { $to } 的数值；已拉伸到从黑到白的范围。
image-cmyk = 使用印刷色（CMYK）；已转换为 RGB，看起来可能略有不同。
image-further-channels = 除颜色外还有 { $count } 个通道；只使用了颜色。
image-transparent = 有透明部分；已放在白色背景上。
image-raw-preview = 是相机的 RAW 文件；使用了相机存于其中的 { $width } × { $height } 像素预览图。

## ZIP archives of photos. Each of these goes on from the name of the archive, or of a file inside it.

archive-is-part = 是分卷 ZIP 压缩包的一部分。请合并各分卷，再使用完整的压缩包。
archive-cut-off = 不完整或已损坏：缺少内容目录。请重新复制或下载。
archive-is-none = 不是 ZIP 压缩包。请把照片文件夹打包为 ZIP，再使用新文件。
archive-unreadable = 无法从这台设备读取。请确认它还在，然后重试。
archive-left-out = 所含照片超过一次可添加的数量：已添加前 { $taken } 张，另有 { $more } 张未添加。请把未添加的照片单独打包。
archive-refused-more = 还包含 { $count } 个无法使用的文件。
archive-ends-early = 的内容目录只能读取一部分，其中可能还有更多照片。请重新复制或下载，或把它拆小。
archive-password = 受密码保护。请解压后使用其中的文件夹。
archive-packed-with = 以 { $method } 方式压缩，这里无法解压。请解压后使用其中的文件夹。
archive-packed-unusually = 以少见的方式压缩，这里无法解压。请解压后使用其中的文件夹。
archive-entry-missing = 不在此压缩包中。请用压缩包重试。
archive-entry-damaged = 在压缩包中已损坏。请重新复制或下载压缩包。
archive-entry-padded = 解压后远大于这种尺寸的图片所需，与恶意文件的做法相同，因此已略过。
archive-overlaps = 内部的文件相互重叠，与恶意压缩包的做法相同。请把照片重新打包，再使用新文件。
archive-of-sounds = 是 Teachable Machine 的声音项目，而这里只能读取图片项目。请选择其他项目。
archive-of-poses = 是 Teachable Machine 的姿势项目，而这里只能读取图片项目。请选择其他项目。
archive-of-sounds-or-poses = 是 Teachable Machine 的声音或姿势项目，而这里只能读取图片项目。请选择其他项目。
archive-of-model = 是训练好的模型，不含训练所用的照片。请使用 Teachable Machine 项目（.tm）或每个类别的样本。
archive-without-readable-photos = 不含可读取的照片：“{ $name }”{ $reason }
archive-of-unreadable = 不含可读取的照片。其中的 { $count } 个文件都{ $reason }
archive-of-unreadable-first = 不含可读取的照片，而是有 { $count } 个其他文件。其中的“{ $name }”{ $reason }
archive-without-photos = 不含照片。请使用一个压缩包，其中每个类别有一个照片文件夹。
archive-add-another = 请使用一个压缩包，其中每个类别有一个照片文件夹。
archive-inside = 中还有 { $count } 个压缩包，未打开。请解压后使用其中的内容。
archive-label-files = 中有 { $count } 个标注文件，未读取：类别由文件夹名称决定。
archive-masks = 中有 { $count } 张掩码图，它们不是照片，已略过。
archive-metadata = 中有 { $count } 个记录照片日期、地点或标题的文件，此处不需要。
archive-folders-empty = 中有 { $count } 个空文件夹：{ $names }。
archive-splits = 分为 { $names } 几部分；各部分已按类别合并。
archive-encoding = 没有说明文件名的编码；已按 { $encoding } 读取。
archive-names-shortened = 中有 { $count } 个类别名称超过 { $limit } 个字符，中间部分已省略。
archive-of-archives = 不含照片，只有 { $count } 个压缩包。请解压后使用其中的内容。
archive-not-written = 无法写入照片压缩包。请确认这台设备还有空间，然后重试。

## The model and its training

model-damaged = 预训练模型已损坏。请重新加载页面以再次获取。
model-labels-damaged = 类别名称列表已损坏。请重新加载页面以再次获取。
model-not-written = 无法写入权重。
model-view-of-wrong-size = 照片的某个视图尺寸不对。
fit-needs-two-classes = 训练需要至少两个类别有照片。
fit-without-head = 训练没有得到分类器。

## What does the work: the graphics processor (GPU) or the CPU

device-cpu-asked-for = 你指定了 CPU。
device-gpu-asked-for = 这是你指定的。
device-without-webgpu = 此浏览器没有 WebGPU，因此由 CPU 计算。
device-without-gpu = 此浏览器不提供图形处理器，因此由 CPU 计算。
device-gpu-in-software = 这里唯一的图形处理器由软件模拟，CPU 更快。如果仍想使用它，请在网址后加上 ?device=gpu。
device-gpu-not-started = 图形处理器未能启动，因此由 CPU 计算。
device-gpu-measured = 在这台设备上测得：每张照片 { $gpu } 毫秒，CPU 为 { $cpu } 毫秒。
device-cpu-measured = 在这台设备上，CPU 比图形处理器更快：每张照片 { $cpu } 毫秒，图形处理器为 { $gpu } 毫秒。如果仍想使用图形处理器，请在网址后加上 ?device=gpu。
device-gpu-wrong = 图形处理器对此模型的计算有误，因此由 CPU 计算。
device-gpu-silent = 图形处理器停止响应。
device-no-number = 处理器给出的结果不是数字。
device-at-work-already = 神经网络已在计算中。

## A project's database

database-full = 这台设备没有空间存放项目了；未作任何更改。请腾出一些空间，然后重试。
database-foreign = 此文件不是 Handlens 项目。请选择其他文件。
database-damaged = 项目文件已损坏。请用它的副本继续，或新建项目。
database-busy = 项目已在别处打开；未作任何更改。请在那里关闭它，然后重试。
database-cannot-open = 无法打开项目文件。请检查文件名，然后重试。
database-failing-device = 这台设备无法读取或写入项目。请确认还有空间，然后重试。
database-refused = 项目的数据库拒绝了这次更改；未作任何更改。

## Where projects are kept

project-store-too-large-for-memory = 此项目太大，此标签页的内存放不下。请使用能在设备上保存项目的浏览器。
project-store-file-gone = 文件已不存在；请重新选择。
project-store-file-unreadable = 无法读取文件；它可能已被移动或删除。请重新选择。
project-store-file-unfit = 此文件不是 Handlens 项目，或已损坏。请选择其他文件。
project-store-file-not-written = 无法在这台设备上写入文件。请重试。
project-store-without-space = 这台设备没有空间存放文件了。请腾出一些空间，然后重试。
project-store-project-gone = 此项目已不存在。
project-store-no-new-project = 无法新建项目；请重试。
project-store-without-randomness = 此浏览器不提供随机数，因此无法新建项目。
project-store-files-in-use = 另一个标签页正在使用此项目的文件。请在那里关闭它，然后重试。
project-store-files-unusable = 无法打开这台设备上的项目文件；文件保持原样。
project-store-not-listed = 无法列出这台设备上的项目；请重新加载页面。
project-store-not-removed = 无法删除此项目；它可能已在另一个标签页中打开。

## The worker, which does the work beside the page

worker-panicked = 程序出错，后台程序已停止。你保存的照片仍然保留。（{ $detail }）
worker-unheard = 后台程序无法向页面报告。
worker-not-understood = 页面与后台程序不匹配；请重新加载页面。
worker-without-task = 页面没有说明要启动什么；请重新加载页面。
worker-without-channels = 此浏览器没有消息通道；请使用新版浏览器。
worker-of-the-page-only = 此程序只能在 Handlens 页面的专用 Worker 中运行。
page-without-model = 页面没有传来模型；请重新加载页面。
page-labels-damaged = 模型的类别名称已损坏；请重新加载页面。
embedder-stopped = 后台辅助程序已停止。

## Changes that can be undone, as they stand behind “Undo:”. Projects store these keys: they are never renamed, and keep their variables.

journal-create-class = 创建类别“{ $name }”
journal-create-classes = 创建类别
journal-rename-class = 将“{ $before }”重命名为“{ $after }”
journal-merge-classes = 将“{ $from }”合并到“{ $into }”
journal-delete-class = 删除类别“{ $name }”
journal-delete-class-with-photos = 删除类别“{ $name }”（{ $count } 张照片）
journal-move-photos = 将 { $count } 张照片移到“{ $class }”
journal-delete-photos = 删除 { $count } 张照片
journal-add-photos = 添加 { $count } 张照片

## Names of projects

name-of-first-project = 我的照片
name-of-copy = { $name }（副本）
name-not-known = 一个项目

## What cannot be done with a project, its classes and its photos

project-needs-name = 项目需要名称。请输入一个。
project-name-too-long = 项目名称最多 { $limit } 个字符，此名称有 { $characters } 个。请缩短。
project-cannot-store = 无法将此内容保存到项目中。
class-merged-into-itself = 类别不能合并到自身。请选择另一个类别。
class-no-longer-there = 该类别已不在项目中。请选择另一个，或撤销删除。
class-limit-reached = 一个项目最多有 { $limit } 个类别，此项目已达上限。请先合并或删除一个。
class-numbers-exhausted = 项目的类别编号已用完。请新建一个项目。
class-needs-name = 类别需要名称。请输入一个。
class-name-too-long = 类别名称最多 { $limit } 个字符，此名称有 { $characters } 个。请缩短。
class-name-taken = 已有类别“{ $name }”。请换一个名称。
photos-no-longer-there = 其中一张照片已不在项目中，因此未作任何更改。请重新选择。
photo-numbers-exhausted = 项目的照片编号已用完。请新建一个项目。
photos-still-being-added = 照片仍在添加中。请等待完成或取消添加，然后重试。
import-has-ended = 该导入已结束。请重新添加照片。

## Projects that cannot be opened, and files from elsewhere

project-half-copied = 此项目不完整，因为复制时被中断。请删除它并重新复制。
project-of-newer-version = 此项目由更新版本的 Handlens 写入。请重新加载页面以获取该版本。
foreign-half = 此文件只包含项目的一部分，因为导出时被中断。请重新导出。
foreign-altered = 此文件被其他程序改动过，因此未从中读取任何内容。请重新导出项目。
foreign-incomplete = 此文件曾在其他程序中打开，单独来看并不完整。请重新导出项目。
foreign-cut-off = 此文件不完整：缺少末尾部分。请重新复制或下载。
foreign-too-large = 此文件比任何项目都大。请选择另一个。
foreign-damaged = 此文件已损坏，因此未从中读取任何内容。请重新导出项目，或选择另一个文件。

## Copies of projects

copying-into-full-project = 只能将项目复制到空项目中。请先新建一个。
copying-finished-already = 此副本已经完成。
copying-not-finished = 还有照片需要复制。
flaw-of-file = { $sentence }没有从此文件导入任何内容；请重新导出项目，或选择另一个文件。
flaw-of-project = { $sentence }请删除损坏的内容，然后重试。
flaw-class-numbers = 类别的编号顺序有误。
flaw-photo-numbers = 照片的编号顺序有误。
flaw-class-name = 某个类别的名称为空或过长。
flaw-class-twice = 有两个类别“{ $name }”。
flaw-too-many-classes = 共有 { $count } 个类别，而一个项目最多有 { $limit } 个。
flaw-too-many-photos = 照片超过 { $limit } 张。
flaw-photo-without-class = 某张照片所属的类别不存在。
flaw-photo-without-pixels = 照片“{ $name }”的像素已丢失。
flaw-photo-twice = 照片“{ $name }”出现了两次。
flaw-photo-without-hash = 照片“{ $name }”的指纹已丢失。
flaw-photo-too-large = 照片“{ $name }”超出了项目可保存的大小。
flaw-photo-unreadable = 无法读取照片“{ $name }”。
flaw-photo-of-other-kind = 照片“{ $name }”的类型与标注不符。
flaw-photo-of-other-size = 照片“{ $name }”的尺寸与标注不符。
flaw-photo-without-thumbnail = 照片“{ $name }”没有有效的缩略图。
flaw-feature = 由某张照片计算出的数据已损坏。

## What a search for damage finds in a project. The journal is the list of changes that can be undone.

soundness-damaged = 项目文件已损坏：{ $detail }。
soundness-row-without-parent = “{ $table }”中的一行所属的“{ $parent }”中的行不存在。
soundness-photos-without-pixels = { $count } 张照片的像素已丢失。
soundness-photos-without-thumbnails = { $count } 张照片的缩略图已丢失。
soundness-photos-in-deleted-class = { $count } 张照片位于已删除的类别中。
soundness-photos-measured-wrongly = { $count } 张照片的测量值超出可能的范围。
soundness-changes-after-undone = { $count } 项更改排在已撤销的更改之后。
soundness-changes-without-effect = 历史记录中有 { $count } 项更改不起任何作用。
soundness-photos-elsewhere = { $count } 张照片不在历史记录所示的位置。
soundness-classes-elsewhere = { $count } 个类别不在历史记录所示的位置。
soundness-features-of-wrong-length = { $count } 个特征的长度有误。
soundness-too-many-classes = 共有 { $count } 个类别，超出上限。
soundness-class-names = 有些类别名称为空、过长或重复。

## Going from project to project, and whole projects in and out

workspace-without-project = 没有打开的项目。请打开一个，然后重试。
workspace-project-no-longer-here = 此项目已不在这台设备上。
workspace-not-renamed-in-use = 此项目已在另一个标签页中打开；请在那里重命名。
workspace-not-deleted-in-use = 此项目已在另一个标签页中打开；请先在那里关闭。
workspace-file-missing = 未收到文件；请重新选择。
workspace-project-in-use = 此项目正在使用中；请稍后重试。
workspace-project-closed = 操作完成前项目已关闭；请重新开始。
workspace-project-taken = 另一个标签页已打开此项目；请在那里重新开始。

## Work on an open project

session-gpu-fault = 图形处理器报告了错误。
session-gpu-fault-at-start = 图形处理器报告了错误，因此由 CPU 计算。
session-gpu-failed = 图形处理器出现故障，因此由 CPU 继续计算。
session-model-loading = 模型仍在加载；请稍后重试。
session-photo-gone = 这张照片已不在项目中。
session-photo-without-pixels = 项目中有一张照片的像素已丢失；请删除后重新添加。
session-one-photo-at-a-time = 一次只能试一张照片。
session-photos-not-added = { $count } 张照片未添加。{ $reason }
session-import-not-taken-back = 已添加的照片无法移除，仍保留在各自的类别中。{ $reason }
session-space-not-given-back = 已删除的照片已清除，但暂时无法释放其空间。{ $reason }
session-classes-left-out = 有 { $count } 个类别及其全部照片未添加：一个项目最多有 { $limit } 个类别。
session-photo-there-already = 已在“{ $class }”中；只计一次。
batch-more-that-are-no-photos = 中还有 { $count } 个文件不是照片。
batch-limit-reached = 一次最多可试 { $limit } 张照片；有 { $count } 张未纳入。请在这些之后再试。

## All projects

project-count = { $count } 个项目
projects = 项目
overview-title = 你的项目
overview-new = 新建项目
overview-empty = 这台设备上没有项目。新建一个，或导入以前导出的项目。
overview-drop = 把照片、文件夹或 .zip 拖到这里即可新建项目；拖入 .handlens 文件可恢复项目。
overview-import = 导入
overview-import-title = .handlens、.zip 或 .tm 文件
overview-deleted = 最近删除
overview-deleted-days = 删除 7 天后会自动清除。
# $when: as "5 minutes ago"
overview-deleted-project = { $count } 张照片，{ $when }删除
overview-restore = 恢复
overview-restore-project = 恢复“{ $name }”
overview-purge = 彻底删除
overview-purge-project = 彻底删除：“{ $name }”

## A project

project-empty = 空
project-changed = { $when }修改
project-in-use = 已在另一个标签页中打开
project-name-label = 项目名称
project-name-title = 项目名称。点击或按 F2 重命名
project-all = 所有项目
project-actions = 项目“{ $name }”的操作
project-open = 打开
project-duplicate = 复制
project-export = 导出项目（.handlens）
project-export-photos = 导出照片（.zip）
project-check = 检查是否损坏
project-delete = 删除项目
# In the place of a name that is not known.
project-unnamed = 一个项目
# The name that a new project gets.
project-numbered = 项目 { $number }
quoted = “{ $name }”

## A project that another tab has open; $name is quoted, or "This project"

elsewhere-in-use = { $name }已在另一个标签页中打开
elsewhere-why = 在两个标签页中同时使用会弄乱你的更改。
elsewhere-take-over = 在这里使用
elsewhere-taken = { $name }现已在另一个标签页中打开
elsewhere-stored = 到目前为止的内容都已保存。
elsewhere-take-back = 重新在这里使用
elsewhere-back = 返回项目列表

## Storage

# $amount: as "12 MB of 3 GB"
storage-used = 这台设备上已使用 { $amount }
storage-room-unknown = 此浏览器不提供剩余空间的信息。
storage-ask = 永久保留
storage-this-project = 此项目
storage-export = 导出为文件
storage-memory = 此浏览器不为此页面保存任何内容：关闭标签页后，项目就会消失。请导出想保留的内容。
storage-promised = 浏览器已承诺保留你的项目，即使设备空间不足。
storage-refused = 浏览器没有承诺保留你的项目：设备空间不足时可能会删除它们。多使用此页面之后，它往往会同意。在此之前，导出的文件是安全的。
storage-at-risk = 设备空间不足时，浏览器可能会删除你的项目。
storage-promise-unknown = 此浏览器不说明是否会保留你的项目。导出的文件是安全的。
storage-deleted = 删除的照片会留在这台设备上，直到无法再通过撤销恢复：最多保留 200 次更改。
storage-forget = 永久清除已删除的照片
storage-forget-warning = 清除后，之前的操作都无法再撤销。项目中的照片会保留。
storage-forget-confirm = 永久清除
storage-forgetting = 正在释放空间…
storage-forgotten = 已删除的照片已从这台设备上清除。
storage-checking = 正在检查每张照片…
storage-sound = 没有发现损坏。

## Questions about whole projects

purge-title = 彻底删除“{ $name }”？
purge-sentence = 其中的照片和学到的一切会立即从这台设备上删除，且无法恢复。
purge-keep = 保留
project-file-label = 项目文件
project-file-title = 将 { $name } 作为项目导入？
project-file-sentence = 它会成为单独的项目。此项目保持打开，不会改变。
project-files-title = 将这些文件作为项目导入？
project-files-sentence = 每一个都会成为单独的项目。此项目保持打开，不会改变。
project-file-import = 导入
# Both go on from the name of a file that ends in “.handlens”.
project-file-none = 名称虽像项目，但不是 Handlens 项目，或已损坏。请选择其他文件。
project-file-zip = 是 ZIP 压缩包，不是项目。如果里面有照片，请将文件名的结尾改为“.zip”，然后重新选择。

## Copies, exports and imports

transfer-label = 正在复制、导入或导出
transfer-imported = { $name } 现在是一个单独的项目。
transfer-copied = 已复制“{ $name }”。
transfer-import-cancelled = 已取消。{ $name } 没有导入。
transfer-copy-cancelled = 已取消。“{ $name }”没有复制。
transfer-export-cancelled = 已取消。“{ $name }”没有导出。
transfer-sorted-cancelled = 已取消。分类后的照片没有导出。
transfer-import-failed = { $name } 没有导入。{ $reason }
transfer-copy-failed = “{ $name }”没有复制。{ $reason }
transfer-export-failed = “{ $name }”没有导出。{ $reason }
transfer-sorted-failed = 分类后的照片没有导出。{ $reason }
transfer-import-interrupted = 导入 { $name } 时中断。请重新导入。
transfer-copy-interrupted = 复制“{ $name }”时中断。副本没有保留任何内容。
transfer-export-interrupted = 导出“{ $name }”时中断。请重新导出。
transfer-sorted-interrupted = 导出分类后的照片时中断。请重新导出。
transfer-import-cancelling = 正在取消导入 { $name }
transfer-copy-cancelling = 正在取消复制“{ $name }”
transfer-sorted-cancelling = 正在取消导出分类后的照片
transfer-export-cancelling = 正在取消导出“{ $name }”
transfer-copying = 正在复制“{ $name }”
transfer-exporting = 正在导出“{ $name }”
transfer-exporting-photos = 正在导出“{ $name }”的照片
transfer-exporting-sorted = 正在导出分类后的照片
transfer-importing = 正在导入 { $name }
# $doing: as "Exporting “Birds”", of which nothing is known yet
transfer-under-way = { $doing }…
transfer-saved = 已保存为 { $name }（{ $size }）。
transfer-not-saved = 浏览器无法保存 { $name }。请在设备上腾出空间后重试。

## About Handlens, and the report of a problem
about = 关于 Handlens
about-sentence = Handlens 在你的设备上学习区分你自己的照片。它是采用 Apache 许可证 2.0 的自由软件。
about-version = 版本 { $version }，构建 { $build }
about-problem = 出了问题？
about-report = 请附上几句话说明你做了什么，并发送此报告。它描述你的浏览器、你的设备以及页面最近做了什么。其中没有任何照片，也没有任何文件、类别或项目的名称。
about-copy = 复制报告
about-copied = 报告已复制到剪贴板。
about-not-copied = 此浏览器不允许页面使用剪贴板。请选中下面的报告并复制。
about-show = 显示报告
