// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    @TempDir Path folder;

    @Test
    void healthyRun_writesReport() throws Exception {
        Path out = Path.of(System.getProperty("demo", folder.toString()));
        HtmlReport.write(FakeRuns.healthy(20, 784, 100, 100, 10), out.resolve("healthy/report"));
        HtmlReport.write(FakeRuns.healthy(1000, 64, 24, 10), out.resolve("long/report"));
        HtmlReport.write(FakeRuns.diverged(20, 7, 64, 24, 10), out.resolve("diverged/report"));
        HtmlReport.write(FakeRuns.killed(20, 0, 64, 24, 10), out.resolve("killed/report"));
        assertThat(out.resolve("healthy/report/index.html")).exists();
    }
}
