// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.run;

import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;

import io.github.inittrace.lifecycle.Precision;
import io.github.inittrace.measure.TensorMeasures;
import io.github.inittrace.reports.html.kit.Markup;
import io.github.inittrace.reports.html.kit.PageFiles;
import io.github.inittrace.reports.html.kit.Section;
import io.github.inittrace.study.MissingValue;
import io.github.inittrace.text.Numbers;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a reader recomputes the distances with another tool, and where the raw numbers are. */
final class SelfCheckSection {
    /** Recomputes every tensor's distance from the two ONNX files; run in the run folder. */
    static final String PYTHON =
            """
            import numpy as np
            import onnx
            from onnx import numpy_helper

            def weights(file):
                tensors = onnx.load(file).graph.initializer
                return {t.name: numpy_helper.to_array(t).astype(np.float64) for t in tensors}

            start, end = weights("initial.onnx"), weights("trained.onnx")
            for name in start:
                print(name, np.linalg.norm(end[name] - start[name]))
            """;

    private static final Map<String, String> RAW =
            Map.of(
                    "run.json", "what was trained, on what, by what, and how it ended",
                    "epochs.jsonl",
                            "losses, accuracies and measures, one line an epoch, all digits",
                    "conditional.jsonl", "where weights went by where they started",
                    "classification.json", "what it takes for what, and its worst mistakes",
                    "analysis.json", "what the initial and the trained weights tell together",
                    "manifest.json", "the SHA-256 of every file of the run folder");

    private final ReportInput input;
    private final Path runFolder;
    private final PageFiles page;

    SelfCheckSection(ReportInput input, Path runFolder, PageFiles page) {
        this.input = input;
        this.runFolder = runFolder;
        this.page = page;
    }

    Section section() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(
                p(
                        text("In the run folder, the one above this report, "),
                        code("initial.onnx"),
                        text(" holds the weights before training and "),
                        code("trained.onnx"),
                        text(
                                " those after it, under the tensor names of this page. With Python's "),
                        code("onnx"),
                        text(" and "),
                        code("numpy"),
                        text(", run there, these lines recompute every distance:")));
        parts.add(pre(code(PYTHON)).attr("tabindex", "0"));
        if (input.trainedWeights().isEmpty()) {
            parts.add(
                    p("This run has no trained weights at hand, so there is nothing to compare."));
        } else {
            parts.add(
                    p(
                            "They should print these distances, up to the last digits, which depend"
                                    + " on the order of summation"
                                    + (isDouble()
                                            ? ", and up to the rounding of float64 weights to the files' float32:"
                                            : ":")));
            parts.add(pre(code(recorded())).attr("tabindex", "0"));
        }
        parts.add(p("The raw numbers, as text:"));
        List<DomContent> files = new ArrayList<>();
        files.add(raw("run.json"));
        files.add(raw("epochs.jsonl"));
        if (!input.conditionals().isEmpty()) {
            files.add(raw("conditional.jsonl"));
        }
        if (input.classification() != null) {
            files.add(raw("classification.json"));
        }
        if (input.analysis() != null) {
            files.add(raw("analysis.json"));
        }
        files.add(raw("manifest.json"));
        parts.add(ul(Markup.lines(files)));
        return new Section("check", "Check it yourself", parts);
    }

    private boolean isDouble() {
        return input.run().architecture().stream()
                .anyMatch(tensor -> tensor.precision() == Precision.FLOAT64);
    }

    private String recorded() {
        StringBuilder lines = new StringBuilder();
        for (TensorMeasures tensor : input.history().last().tensors()) {
            Double distance = tensor.distance();
            lines.append(tensor.name())
                    .append(' ')
                    .append(
                            distance == null
                                    ? Numbers.undefined(MissingValue.NOT_FINITE)
                                    : Numbers.exact(distance))
                    .append('\n');
        }
        return lines.toString();
    }

    private DomContent raw(String name) {
        return li(
                page.link(runFolder.resolve(name))
                        .<DomContent>map(link -> a(code(name)).withHref(link))
                        .orElse(code(name)),
                text(": " + RAW.get(name)));
    }
}
