// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.reproduce;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.reports.html.kit.Card;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.Page;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.reports.reproduce.Claim;
import io.github.inittrace.reports.reproduce.Finding;
import io.github.inittrace.reports.reproduce.Results;
import io.github.inittrace.reports.reproduce.Study;
import io.github.inittrace.reports.reproduce.Verdict;
import io.github.inittrace.run.RunFolder;
import io.github.inittrace.sweep.RecordedRun;
import io.github.inittrace.sweep.RunResult;
import io.github.inittrace.sweep.SweepRecord;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page on one or several studies: their figures, and the table "published / here / agrees?". */
final class StudyPage {
    private static final String[][] DEFINITIONS = {
        {
            "agrees, differs",
            "What was found lies within the tolerance, or does not. Tolerances are ours; they stand"
                    + " in the table."
        },
        {
            "not comparable",
            "The published number is of other data or of a longer training than these runs: neither"
                    + " agreement nor disagreement would say anything."
        },
        {
            "not tested",
            "What the statement is about did not come up: for instance, no network diverged, in a"
                    + " training of fewer steps than the published one; or it is about something that"
                    + " lasts, and has lasted in such a training so far."
        },
        {
            "read off",
            "The publication has a picture and no number; it was measured in the picture, losses to"
                    + " about 2 % and epochs to about 6 of 1000."
        },
    };

    private final String name;
    private final List<Study> studies;
    private final Results results;
    private final Map<Study, List<Finding>> findings;

    StudyPage(
            String name, List<Study> studies, Results results, Map<Study, List<Finding>> findings) {
        this.name = name;
        this.studies = studies;
        this.results = results;
        this.findings = findings;
    }

    Page page(PageFiles files) throws IOException {
        List<Section> sections = new ArrayList<>();
        if (studies.size() > 1) {
            sections.add(claims());
        }
        for (Study study : studies) {
            List<DomContent> parts = new ArrayList<>();
            parts.add(p(study.source() + ". Trained: " + study.runs() + "."));
            parts.addAll(Drawing.of(study.name()).of(results, files));
            parts.add(
                    table(
                            "Published and here: " + study.name(),
                            Objects.requireNonNull(findings.get(study))));
            sections.add(
                    new Section(
                            study.name(),
                            study.name(),
                            study.name() + ": " + study.title(),
                            parts));
        }
        sections.add(new Section("runs", "Runs", runs(files)));
        sections.add(new Section("words", "Words", List.of(Markup.definitions(DEFINITIONS))));
        boolean beside = files.put(FindingsJson.FILE, FindingsJson.of(findings)).isPresent();
        return new Page(
                "Reproduced: " + name,
                studies.size() == 1 ? studies.get(0).title() : "Reproduced: " + name,
                introduction(),
                sections,
                beside
                        ? p(
                                text("Written by InitTrace. The table as data: "),
                                a(code(FindingsJson.FILE)).withHref(FindingsJson.FILE))
                        : p("Written by InitTrace."));
    }

    private List<Finding> all() {
        return findings.values().stream().flatMap(List::stream).toList();
    }

    private List<DomContent> introduction() throws IOException {
        List<DomContent> top = new ArrayList<>();
        top.add(
                p(results.dataset() + ", " + results.scale().word() + " scale")
                        .withClass("subtitle"));
        String published = studies.get(0).dataset();
        if (!results.isOn(published)) {
            top.add(
                    div(ul(
                                    li(
                                            "Published for all of "
                                                    + published
                                                    + ", trained here on "
                                                    + (results.dataset().equals(published)
                                                            ? "a part of it"
                                                            : results.dataset())
                                                    + ": numbers do not compare, statements may.")))
                            .withClass("ending warning"));
        }
        List<Card> cards = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = all().stream().filter(f -> f.verdict() == verdict).count();
            cards.add(new Card(verdict.word(), Numbers.count(count), "of " + all().size()));
        }
        top.add(Card.row(cards));
        return top;
    }

    /** The claims of the publication, and all that bears on them. */
    private Section claims() {
        List<Claim> claims = Claim.of(findings.values());
        List<DomContent> rows = new ArrayList<>();
        for (Claim claim : claims) {
            rows.add(
                    Markup.row(
                            claim.words(),
                            List.of(td(strong(claim.verdict().word())), td(claim.counts()))));
        }
        List<Finding> bearing =
                claims.stream().flatMap(claim -> claim.findings().stream()).toList();
        return new Section(
                "claims",
                "Claims",
                claims.isEmpty()
                        ? List.of()
                        : List.of(
                                p(
                                        "A claim differs if one of the findings that bear on it does, and"
                                                + " else agrees if one agrees."),
                                Markup.sentences(
                                        "The claims",
                                        List.of("claim", "agrees?", "findings"),
                                        rows),
                                Markup.folded(
                                        "The findings that bear on claims",
                                        table("By claim", bearing))));
    }

    private static DomContent table(String title, List<Finding> findings) {
        List<DomContent> rows = new ArrayList<>();
        for (Finding finding : findings) {
            String claim = finding.claim().isEmpty() ? "" : finding.claim() + ": ";
            rows.add(
                    Markup.row(
                            claim + finding.what(),
                            List.of(
                                    td(strong(finding.verdict().word())),
                                    td(finding.published()),
                                    td(finding.here()),
                                    td(finding.tolerance()),
                                    td(finding.reason()))));
        }
        return Markup.sentences(
                title,
                List.of("what", "agrees?", "published", "here", "agrees if", "remark"),
                rows);
    }

    private List<DomContent> runs(PageFiles files) {
        List<DomContent> items = new ArrayList<>();
        for (Map.Entry<String, SweepRecord> plan : results.sweeps().entrySet()) {
            SweepRecord sweep = plan.getValue();
            long finished =
                    sweep.runs().stream()
                            .map(RecordedRun::state)
                            .filter(RunResult.State.FINISHED::equals)
                            .count();
            String count = finished + " of " + sweep.runs().size() + " runs";
            DomContent words =
                    files.link(sweep.folder().resolve(RunFolder.REPORT).resolve("index.html"))
                            .<DomContent>map(link -> a(plan.getKey()).withHref(link))
                            .orElse(text(plan.getKey()));
            items.add(li(words, text(": " + count)));
        }
        return List.of(p("The sweeps that were trained:"), ul(each(items, item -> item)));
    }
}
