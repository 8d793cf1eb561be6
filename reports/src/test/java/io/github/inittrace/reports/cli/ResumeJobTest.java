// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code inittrace resume} of runs whose job is not as it was written. */
class ResumeJobTest {
    @TempDir private Path temp;

    private void refused(Path run, String complaint) {
        Said said = Said.by("resume", run, "--quiet");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.sentence())
                .isEqualTo("cannot read " + run.resolve("job.json") + ": " + complaint);
    }

    @Test
    void job_thatIsDamagedOrAStrangers_isRefusedInOneSentence() throws IOException {
        Path run = temp.resolve("run");
        Said trained =
                Said.by(
                        "run",
                        "--dataset",
                        "csv",
                        "--data-dir",
                        TwoClasses.in(temp),
                        "--response",
                        "label",
                        "--hidden",
                        "3",
                        "--epochs",
                        "1",
                        "--resumable",
                        "every=1",
                        "--quiet",
                        "--out",
                        run);
        assertThat(trained.code()).as(trained.err().toString()).isZero();
        Path job = run.resolve("job.json");

        Files.write(job, new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        refused(run, "a job is JSON text: Invalid UTF-8 start byte 0xff");

        Files.writeString(
                job,
                "{\"trainer\": {\"class\": \"org.tribuo.datasource.LibSVMDataSource\","
                        + " \"url\": \"http://example.invalid/\"}}");
        refused(
                run,
                "the trainer of the job: org.tribuo.datasource.LibSVMDataSource is no class that can"
                        + " be named here");
    }
}
