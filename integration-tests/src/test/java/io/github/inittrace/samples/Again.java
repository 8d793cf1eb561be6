// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.samples;

import io.github.inittrace.run.RunFolder;
import io.github.inittrace.trace.Replay;
import io.github.inittrace.trace.ReplayVerdict;
import java.io.IOException;
import java.nio.file.Path;

/** The pages' sample of a replay, for Java. */
final class Again {
    private Again() {}

    /** Trains a run again. */
    static String of(Path folder) throws IOException {
        // sample: begin
        ReplayVerdict verdict = Replay.of(RunFolder.open(folder)).run(); // or of a saved model
        String sentence = verdict.isIdentical() ? "the same bits" : verdict.sentence();
        // sample: end
        return sentence;
    }
}
