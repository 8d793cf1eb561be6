// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.ensemble;

import io.github.inittrace.run.RunRecord;
import io.github.inittrace.study.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether runs belong to one ensemble. Stateless. */
final class RunChecks {
    private RunChecks() {}

    static void requireAlike(List<ObservedNetwork> networks) throws IOException {
        List<RunRecord> runs =
                networks.stream().flatMap(network -> Stream.ofNullable(network.run())).toList();
        Map<String, List<String>> differences = Settings.differences(runs);
        if (!differences.isEmpty()) {
            Map.Entry<String, List<String>> first = differences.entrySet().iterator().next();
            throw new IOException(
                    "expected networks that differ in nothing but the seed, found "
                            + first.getKey()
                            + " "
                            + String.join(" and ", first.getValue())
                            + "; name the run folders of one");
        }
    }

    /** No run may count twice, and names tell runs apart, in whatever order their parts are read. */
    static void requireDistinct(List<ObservedNetwork> networks) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (ObservedNetwork network : networks) {
            RunRecord run = network.run();
            String id = run == null ? "" : run.runId();
            String other = names.putIfAbsent("id " + id, network.name());
            if (other != null) {
                throw new IOException(
                        "expected every run once, found "
                                + (other.equals(network.name())
                                        ? other + " twice"
                                        : other + " again as " + network.name())
                                + "; leave out the part that overlaps with another");
            }
            if (names.putIfAbsent("name " + network.name(), id) != null) {
                throw new IOException(
                        "expected a name of its own for every run, found two named "
                                + network.name()
                                + "; leave out the part that overlaps with another, or rename the"
                                + " folder of one");
            }
        }
    }
}
