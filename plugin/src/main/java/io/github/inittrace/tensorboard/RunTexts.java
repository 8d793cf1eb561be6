// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.tensorboard;

import io.github.inittrace.run.Ending;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.text.Numbers;
import java.util.List;
import java.util.stream.Collectors;

/** What TensorBoard's tab TEXT says of a run, in Markdown. Stateless. */
final class RunTexts {
    private RunTexts() {}

    static String start(RunRecord run, String name) {
        return table(
                List.of(
                        List.of("run", name),
                        List.of("id", run.runId()),
                        List.of("started", run.startedAt()),
                        List.of("trainer", run.trainer()),
                        List.of("tensors", tensors(run)),
                        List.of("examples", Numbers.count(run.training().examples())),
                        List.of("planned epochs", Integer.toString(run.plannedEpochs()))));
    }

    static String end(Ending ending) {
        return table(
                List.of(
                        List.of("ending", ending.reason().word()),
                        List.of("message", ending.message()),
                        List.of("last epoch", Integer.toString(ending.epochs())),
                        List.of("wall time", Numbers.duration(ending.wallSeconds()))));
    }

    private static String tensors(RunRecord run) {
        return run.architecture().stream().map(TensorShape::name).collect(Collectors.joining(", "));
    }

    /** Two columns without a head. */
    private static String table(List<List<String>> rows) {
        return rows.stream()
                .map(row -> "| " + cell(row.get(0)) + " | " + cell(row.get(1)) + " |\n")
                .collect(Collectors.joining("", "| | |\n|---|---|\n", ""));
    }

    /** TensorBoard takes away what is dangerous; a bar or a line break would end the cell. */
    private static String cell(String text) {
        return text.replaceAll("\\R", " ").replaceAll("([\\\\|`*_\\[\\]<>])", "\\\\$1");
    }
}
