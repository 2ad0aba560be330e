//! `SERVICE_CHANGELOG.md`: what Tencent says that it published, service version by service version.
//!
//! ```text
//! section     := "## " product "(" service ") 版本：" YYYY-MM-DD publication*
//! publication := "### 第 " number " 次发布" "发布时间：" time "本次发布包含了以下内容：" "改善已有的文档。" block*
//! block       := words "：" ("* " name (TAB "* " words "：" name ", " name …)*)*
//! ```
//!
//! A name can be a link, even one in another, and words of what breaks are red. Until 3.0.1300 a file holds this release and all before it, under
//! two headings; since 3.0.1301 it holds one release, under its number. Whatever else stands in a file is an error.

use std::collections::BTreeMap;

use super::fact::{Category, Fact, Service};

/// What a file says.
#[derive(Debug, Default)]
pub(crate) struct Changelog {
    /// The release that it is about; a file of the older form does not say.
    pub(crate) release: Option<String>,
    /// The publications, by service version and number. They are counted for each service version, from one.
    pub(crate) publications: BTreeMap<(Service, u32), Publication>,
}

/// What was published at once.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Publication {
    /// When, as it is written.
    pub(crate) time: String,
    /// What was new, gone or another one, in the order of the file.
    pub(crate) facts: Vec<Fact>,
}

/// A line that is none of a changelog.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}, found `{found}`")]
pub(crate) struct ChangelogError {
    /// Counted from one.
    pub(crate) line: usize,
    /// What should be there.
    pub(crate) expected: &'static str,
    /// What is there.
    pub(crate) found: String,
}

/// Under which words a subject is listed, if not under those of a category: its members are what is different.
const CHANGED_ACTIONS: &str = "修改接口";
const CHANGED_TYPES: &str = "修改数据结构";

impl Changelog {
    /// Reads the text of a file.
    pub(crate) fn new(text: &str) -> Result<Self, ChangelogError> {
        let mut reader = Reader::default();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_end();
            if !line.is_empty() {
                reader.line(line).map_err(|expected| ChangelogError {
                    line: at + 1,
                    expected,
                    found: line.to_owned(),
                })?;
            }
        }
        Ok(reader.changelog)
    }

    /// Whether it holds all releases up to one, and not that one only.
    pub(crate) fn is_cumulative(&self) -> bool {
        self.release.is_none()
    }
}

/// Where in the file it is.
#[derive(Default)]
struct Reader {
    changelog: Changelog,
    service: Option<Service>,
    /// The number of the publication.
    number: Option<u32>,
    block: Option<Block>,
    /// The last name in the block.
    subject: Option<String>,
}

#[derive(Clone, Copy)]
enum Block {
    Whole(Category),
    Members { of_types: bool },
}

/// Either nothing, or what was expected.
type Step = Result<(), &'static str>;

impl Reader {
    fn line(&mut self, line: &str) -> Step {
        const LINE: &str = "a heading, a list, or one of the fixed sentences";
        let plain = without_colour(line);
        let line = plain.as_str();
        if let Some(heading) = line.strip_prefix("### ") {
            self.publication(heading)
        } else if let Some(heading) = line.strip_prefix("## ") {
            self.section(heading)
        } else if let Some(heading) = line.strip_prefix("# ") {
            self.top(heading)
        } else if let Some(time) = line.strip_prefix("发布时间：") {
            let publication = self.current().ok_or("a publication before its time")?;
            time.clone_into(&mut publication.time);
            Ok(())
        } else if let Some(item) = line.strip_prefix("* ") {
            self.item(item)
        } else if let Some(members) = line.strip_prefix("\t* ") {
            self.members(members)
        } else if matches!(line, "本次发布包含了以下内容：" | "改善已有的文档。")
        {
            self.current().map(|_| ()).ok_or("a publication before it")
        } else if let Some(words) = line.strip_suffix('：') {
            self.block(words)
        } else {
            Err(LINE)
        }
    }

    fn top(&mut self, heading: &str) -> Step {
        (self.service, self.number, self.block) = (None, None, None);
        if let Some(release) = heading.strip_prefix("Release ") {
            self.changelog.release = Some(release.to_owned());
            return Ok(());
        }
        let is_known = matches!(heading, "本版本更新包含以下内容：" | "历次版本更新如下：");
        is_known
            .then_some(())
            .ok_or("`# Release`, or a heading for this release or those before it")
    }

    fn section(&mut self, heading: &str) -> Step {
        const SECTION: &str = "`## product(service) 版本：YYYY-MM-DD`";
        let (name, version) = heading.rsplit_once(") 版本：").ok_or(SECTION)?;
        let (_, name) = name.rsplit_once('(').ok_or(SECTION)?;
        self.service = Some(Service {
            name: name.to_owned(),
            version: version.to_owned(),
        });
        (self.number, self.block) = (None, None);
        Ok(())
    }

    fn publication(&mut self, heading: &str) -> Step {
        const PUBLICATION: &str = "`### 第 N 次发布` in a section";
        let number = heading.strip_prefix("第 ");
        let number = number.and_then(|text| text.strip_suffix(" 次发布"));
        let number: u32 = number
            .and_then(|text| text.parse().ok())
            .ok_or(PUBLICATION)?;
        let service = self.service.clone().ok_or(PUBLICATION)?;
        // What this release publishes can stand among those before it once more.
        let key = (service, number);
        self.changelog
            .publications
            .insert(key, Publication::default());
        (self.number, self.block) = (Some(number), None);
        Ok(())
    }

    fn current(&mut self) -> Option<&mut Publication> {
        let key = (self.service.clone()?, self.number?);
        self.changelog.publications.get_mut(&key)
    }

    fn block(&mut self, words: &str) -> Step {
        let block = match words {
            CHANGED_ACTIONS => Some(Block::Members { of_types: false }),
            CHANGED_TYPES => Some(Block::Members { of_types: true }),
            _ => Category::of_words(words)
                .filter(|category| category.is_whole())
                .map(Block::Whole),
        };
        self.block = Some(block.ok_or("the heading of a list of actions or data types")?);
        self.subject = None;
        self.current().map(|_| ()).ok_or("a publication before it")
    }

    fn item(&mut self, item: &str) -> Step {
        let subject = link_text(item);
        match self.block.ok_or("the heading of a list before it")? {
            Block::Whole(category) => self.add(category, subject, None)?,
            Block::Members { .. } => self.subject = Some(subject.to_owned()),
        }
        Ok(())
    }

    fn members(&mut self, members: &str) -> Step {
        let Some(Block::Members { of_types }) = self.block else {
            return Err("a list of changed actions or data types around it");
        };
        let (words, members) = members
            .split_once('：')
            .ok_or("what is different of which members")?;
        let category = Category::of_words(words)
            .filter(|category| !category.is_whole() && category.is_of_type() == of_types)
            .ok_or("what is different of members of an action, or of a data type")?;
        let subject = self
            .subject
            .clone()
            .ok_or("an action or a data type before it")?;
        for member in members.split(", ") {
            self.add(category, &subject, Some(member))?;
        }
        Ok(())
    }

    fn add(&mut self, category: Category, subject: &str, member: Option<&str>) -> Step {
        let is_name = |name: &str| {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
            !name.is_empty() && name.chars().all(is_part)
        };
        if !is_name(subject) || !member.is_none_or(is_name) {
            return Err("names");
        }
        let service = self.service.clone().ok_or("a section before it")?;
        let fact = Fact {
            service,
            category,
            subject: subject.to_owned(),
            member: member.map(str::to_owned),
        };
        let publication = self.current().ok_or("a publication before it")?;
        publication.facts.push(fact);
        Ok(())
    }
}

/// What breaks is written `<font color="#dd0000">**words**：</font>`.
fn without_colour(line: &str) -> String {
    line.replace("<font color=\"#dd0000\">**", "")
        .replace("**：</font>", "：")
}

/// The text of a link, or the text itself. Of old, there is a link in the text of some links.
fn link_text(item: &str) -> &str {
    let text = item.trim_start_matches('[');
    let link = (text != item).then(|| text.split_once(']')).flatten();
    link.map_or(item, |(text, _)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of the form since 3.0.1301.
    const ONE_RELEASE: &str = "\
# Release 9.1.2.1

## 玩具(专用)(toys) 版本：2024-05-05

### 第 7 次发布

发布时间：2030-01-02 03:04:05

本次发布包含了以下内容：

改善已有的文档。

新增接口：

* [WindUp](https://example.com/1)

<font color=\"#dd0000\">**预下线接口**：</font>

* [[Break](https://example.com/2)](https://example.com/#/#)

修改接口：

* [Play](https://example.com/3)

\t* 新增入参：Loud, Bright

\t* <font color=\"#dd0000\">**修改出参**：</font>Sound

<font color=\"#dd0000\">**删除数据结构**：</font>

* Spring

修改数据结构：

* [Wheel](https://example.com/4#[Wheel](https://example.com/4#Wheel))

\t* <font color=\"#dd0000\">**修改成员**：</font>Teeth


## 积木(bricks) 版本：2019-05-05

";

    #[test]
    fn each_list_becomes_facts() {
        let changelog = Changelog::new(ONE_RELEASE).unwrap();
        assert_eq!(changelog.release.as_deref(), Some("9.1.2.1"));
        assert!(!changelog.is_cumulative());
        let ((_, number), publication) = changelog.publications.first_key_value().unwrap();
        assert_eq!((*number, changelog.publications.len()), (7, 1));
        assert_eq!(publication.time, "2030-01-02 03:04:05");
        let facts: Vec<String> = publication.facts.iter().map(Fact::to_string).collect();
        assert_eq!(
            facts,
            [
                "toys 2024-05-05: action added: WindUp",
                "toys 2024-05-05: action retired: Break",
                "toys 2024-05-05: request member added: Play Loud",
                "toys 2024-05-05: request member added: Play Bright",
                "toys 2024-05-05: response member changed: Play Sound",
                "toys 2024-05-05: data type removed: Spring",
                "toys 2024-05-05: member of a data type changed: Wheel Teeth",
            ]
        );
    }

    #[test]
    fn a_file_of_all_releases_has_what_two_headings_have() {
        let text = "\
# 本版本更新包含以下内容：
## 玩具(toys) 版本：2024-05-05
### 第 2 次发布
发布时间：2030-01-02
新增接口：
* WindUp
# 历次版本更新如下：
## 玩具(toys) 版本：2024-05-05
### 第 1 次发布
发布时间：2029-01-02
本次发布包含了以下内容：
改善已有的文档。
";
        let changelog = Changelog::new(text).unwrap();
        assert!(changelog.is_cumulative());
        let numbers: Vec<u32> = changelog.publications.keys().map(|(_, n)| *n).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn what_is_no_part_of_a_changelog_is_an_error_with_its_line() {
        let section = "## 玩具(toys) 版本：2024-05-05\n### 第 1 次发布\n";
        let cases = [
            (
                "# Notes",
                "line 1: expected `# Release`, or a heading for this release or those before it, found `# Notes`",
            ),
            (
                "## toys",
                "line 1: expected `## product(service) 版本：YYYY-MM-DD`, found `## toys`",
            ),
            (
                "### 第 1 次发布",
                "line 1: expected `### 第 N 次发布` in a section, found `### 第 1 次发布`",
            ),
            (
                "@\n改变接口：",
                "line 4: expected the heading of a list of actions or data types, found `改变接口：`",
            ),
            (
                "@\n* Play",
                "line 4: expected the heading of a list before it, found `* Play`",
            ),
            (
                "@\n修改接口：\n\t* 新增入参：Loud",
                "line 5: expected an action or a data type before it, found `\t* 新增入参：Loud`",
            ),
            (
                "@\n修改接口：\n* Play\n\t* 新增成员：Loud",
                "line 6: expected what is different of members of an action, or of a data type, found `\t* 新增成员：Loud`",
            ),
            (
                "@\n新增接口：\n* Play it",
                "line 5: expected names, found `* Play it`",
            ),
            (
                "@\nSomething else.",
                "line 4: expected a heading, a list, or one of the fixed sentences, found `Something else.`",
            ),
        ];
        for (text, expected) in cases {
            let text = text.replace('@', section);
            assert_eq!(Changelog::new(&text).unwrap_err().to_string(), expected);
        }
    }
}
