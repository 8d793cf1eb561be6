// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.reports.reproduce.PlanResource;
import io.github.inittrace.reports.reproduce.Scale;
import io.github.inittrace.reports.reproduce.Studies;
import io.github.inittrace.sweep.PlannedRun;
import io.github.inittrace.sweep.SweepPlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans of the studies have only settings that there are. */
class ReproducePlansTest {
    private final SweepJobs jobs = new SweepJobs();

    static List<String> plans() {
        return Studies.all().stream().flatMap(study -> study.plans().stream()).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void plan_atEveryScale_hasRunsWithJobs(String name) throws IOException {
        long before = 0;
        for (Scale scale : Scale.values()) {
            SweepPlan plan = PlanResource.read(name, scale, Map.of("dataset", "mnist"));
            List<PlannedRun> runs = plan.runs();
            long epochs =
                    runs.stream()
                            .mapToLong(run -> Long.parseLong(run.settings().get("epochs")))
                            .sum();

            // The first and the last have all settings, and every job takes time.
            assertThat(jobs.job(runs.get(0).settings()).toJson()).contains("\"mnist\"");
            jobs.job(runs.get(runs.size() - 1).settings());
            assertThat(epochs).as("%s at %s", name, scale.word()).isGreaterThanOrEqualTo(before);
            before = epochs;
        }
    }
}
