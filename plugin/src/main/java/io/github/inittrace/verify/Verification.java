// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.verify;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.verify.Finding.Outcome;
import io.github.inittrace.verify.Finding.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether a run folder says the truth about itself: its files have the recorded hashes, its networks
 * the recorded tensors, its records the figures that the networks give, and its networks still
 * predict what was recorded.
 *
 * <p>What networks cannot tell, such as losses, takes training again: {@code Replay}.
 *
 * @param findings what each check found, topic by topic
 */
public record Verification(List<Finding> findings) {
    private static final List<String> SIGNS_OF_A_RUN =
            List.of(
                    RunFolder.RECORD,
                    RunFolder.MANIFEST,
                    RunFolder.EPOCHS,
                    RunFolder.INITIAL,
                    RunFolder.TRAINED);

    public Verification {
        findings = List.copyOf(findings);
    }

    /** Whether nothing differs. */
    public boolean agrees() {
        return differences().isEmpty();
    }

    /** The findings where something differs. */
    public List<Finding> differences() {
        return findings.stream().filter(f -> f.outcome() == Outcome.DIFFERS).toList();
    }

    /**
     * Checks a run. Changes nothing; files of any content are findings and no exceptions.
     *
     * @param folder a run folder
     * @return what was found
     * @throws IOException if the folder holds no file of a run; the message is one sentence
     */
    public static Verification of(Path folder) throws IOException {
        if (SIGNS_OF_A_RUN.stream().noneMatch(name -> Files.exists(folder.resolve(name)))) {
            throw new IOException(
                    folder
                            + " is not a run folder: expected a file "
                            + RunFolder.RECORD
                            + " in it, found none");
        }
        Findings findings = new Findings();
        FileCheck files = new FileCheck(folder, findings);
        files.run();
        findings.guard(
                Topic.FILES,
                RunFolder.RECORD,
                () -> {
                    RunFolder run = RunFolder.open(folder);
                    files.checkEnd(run);
                    run.wrongEnd()
                            .ifPresent(end -> findings.differs(Topic.FILES, RunFolder.EPOCHS, end));
                    Networks networks = Networks.of(run, findings);
                    new FigureCheck(run, networks, findings).run();
                    new LossLevelCheck(run, findings).run();
                    new SampleCheck(run, files, findings).run();
                });
        return new Verification(findings.all());
    }
}
