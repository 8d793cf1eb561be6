// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html.kit;

import io.github.inittrace.run.DataRecord;
import io.github.inittrace.run.RunRecord;
import io.github.inittrace.run.TensorShape;
import io.github.inittrace.text.Numbers;
import io.github.inittrace.text.ShortText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run's description in short words. */
public final class RunDescription {
    private static final int LONGEST_NAME = 60;

    private RunDescription() {}

    /**
     * The sizes of the layers, such as 784-512-512-10, or inputs and outputs if there are none; where
     * these are not known, how many tensors there are, 12-tensor.
     */
    public static String architecture(RunRecord run) {
        if (run.features() == 0 && run.outputs() == 0) {
            return run.architecture().size() + "-tensor";
        }
        StringBuilder sizes = new StringBuilder();
        int reached = -1;
        for (TensorShape tensor : run.architecture()) {
            if (tensor.shape().size() != 2) {
                continue;
            }
            int in = tensor.shape().get(0);
            int out = tensor.shape().get(1);
            if (in != (reached < 0 ? run.features() : reached)) {
                return run.features() + "-" + run.outputs();
            }
            sizes.append(sizes.isEmpty() ? in + "-" + out : "-" + out);
            reached = out;
        }
        return sizes.isEmpty() || reached != run.outputs()
                ? run.features() + "-" + run.outputs()
                : sizes.toString();
    }

    /** The trainer's class without its package. */
    public static String trainer(RunRecord run) {
        return run.trainer().substring(run.trainer().lastIndexOf('.') + 1);
    }

    /**
     * What a data set's provenance calls it: a name, else a file in its folder, else the class that
     * made the data; empty if it tells nothing.
     */
    public static Optional<String> dataName(DataRecord data) {
        return valueOf(data.provenance(), List.of("data-set", "dataset-name", "data-name"))
                .or(() -> fileOf(data.provenance()))
                .or(() -> sourceOf(data.provenance()))
                .map(name -> ShortText.of(name, LONGEST_NAME));
    }

    /** What a data set is called and how many examples it has, as far as is known. */
    public static String data(DataRecord data) {
        return data.hasFacts()
                ? dataName(data).orElse("training data")
                        + ", "
                        + Numbers.count(data.examples())
                        + " examples"
                : DataRecord.UNKNOWN;
    }

    /** Whether a provenance entry is a checksum. */
    public static boolean isHash(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.contains("hash") || lower.contains("sha256") || lower.contains("sha-256");
    }

    /** An instant as people write it: date, time, offset; other text stays as it is. */
    public static String when(String iso) {
        return iso.replaceFirst(
                        "^(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d)(:\\d\\d)?(\\.\\d+)?", "$1 $2")
                .replaceFirst("(?<=\\d\\d:\\d\\d)Z$", " UTC")
                .replaceFirst("(?<=\\d\\d:\\d\\d)([+-]\\d\\d:\\d\\d)$", " (UTC$1)");
    }

    private static Optional<String> valueOf(Map<String, String> provenance, List<String> names) {
        return provenance.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(e -> names.contains(lastPart(e.getKey())))
                .map(Map.Entry::getValue)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Optional<String> fileOf(Map<String, String> provenance) {
        return provenance.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(e -> !isHash(e.getKey()))
                .filter(e -> lastPart(e.getKey()).matches(".*(path|file|filename)"))
                .map(e -> e.getValue().replaceFirst(".*[/\\\\](?=[^/\\\\]+[/\\\\][^/\\\\]+$)", ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Optional<String> sourceOf(Map<String, String> provenance) {
        return Optional.ofNullable(provenance.get("datasource"))
                .map(name -> name.substring(name.lastIndexOf('.') + 1));
    }

    private static String lastPart(String key) {
        return key.toLowerCase(Locale.ROOT).replaceFirst(".*[./:](?=[^./:]+$)", "");
    }
}
