// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.inittrace.run.TrainingHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What marked networks and those with a raised rate say of C2 and C3. */
class EvolutionVerdictsTest {
    @TempDir private Path temp;

    /** A loss that falls to 0.2, and is at 15 from an epoch on, where the distance takes such a step. */
    private static TrainingHistory jumping(int epoch, double step) {
        return Histories.of(
                45,
                e -> e < epoch ? Math.max(0.2, 2 - 0.2 * e) : 15,
                e -> e < epoch ? 1 : 15,
                e -> e < epoch ? e : epoch - 1 + step);
    }

    private List<Finding> findings(TrainingHistory mark512, TrainingHistory forced)
            throws IOException {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String plan : List.of("mark-512", "mark-256", "rate-step")) {
            Path folder = temp.resolve(plan);
            TrainingHistory history =
                    switch (plan) {
                        case "mark-512" -> mark512;
                        case "rate-step" -> forced;
                        default -> jumping(46, 0);
                    };
            new RecordedSweep(folder, 3505, false, Map.of("dataset", "hasyv2", "epochs", "45"))
                    .run(Map.of("hidden", plan.endsWith("512") ? "512,512" : "256,256"), history);
            folders.put(plan, folder);
        }
        return EvolutionVerdicts.of(Results.open(Scale.MEDIUM, folders));
    }

    @Test
    void markedNetworksOfBothWidths_areAsked() throws IOException {
        List<Finding> findings = findings(jumping(30, 20), jumping(13, 20));

        assertThat(findings.get(0).here())
                .startsWith("1 of the 1 that diverged, of 2 networks of mark-512 and mark-256:")
                .contains("width 512, seed 1: loss at 30, distance at 30 by 20 times");
        assertThat(findings)
                .extracting(Finding::claim, Finding::verdict)
                .containsExactly(
                        tuple("C2", Verdict.AGREES),
                        tuple("", Verdict.AGREES),
                        tuple("C2", Verdict.DIFFERS), // its test loss had not risen
                        tuple("C3", Verdict.NOT_TESTED));
        assertThat(findings.get(3).reason())
                .startsWith("so far, after 1,260 of the published 1,182,000 steps");
    }

    @Test
    void networksThatDoNotDiverge_leaveC2Open_andAForcedJumpIsJudgedAlone() throws IOException {
        List<Finding> findings = findings(jumping(46, 0), jumping(13, 2));

        assertThat(findings.get(0).here())
                .isEqualTo("none of 2 networks of mark-512 and mark-256 diverged");
        assertThat(findings)
                .extracting(Finding::verdict)
                .containsExactly(
                        Verdict.NOT_TESTED,
                        Verdict.DIFFERS,
                        Verdict.NOT_TESTED,
                        Verdict.NOT_TESTED);
        assertThat(findings.get(1).here()).isEqualTo("0 of 1; epochs 13 and 13");
    }
}
