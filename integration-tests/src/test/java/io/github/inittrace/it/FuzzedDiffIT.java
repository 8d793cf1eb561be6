// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.inittrace.diff.ModelDiff;
import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models of many tools, damaged at random: each is read and compared, or refused in one sentence.
 *
 * <p>{@code -Dinittrace.fuzz.seconds=600 -Dinittrace.fuzz.seed=7} looks longer and elsewhere.
 */
class FuzzedDiffIT {
    private static final long SECONDS = Long.getLong("inittrace.fuzz.seconds", 10);
    private static final long SEED = Long.getLong("inittrace.fuzz.seed", 1);
    private static final int LEAST = 300;
    private static final Duration HANGS = Duration.ofMinutes(1);

    @TempDir private Path folder;

    /** A copy of all models side by side, so that external data is where it is expected. */
    private List<Path> models() throws Exception {
        List<Path> models = new ArrayList<>();
        Path from = ForeignDiffIT.foreign(".").normalize();
        try (Stream<Path> files = Files.walk(from).filter(Files::isRegularFile).sorted()) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
                if (to.toString().endsWith(".onnx")) {
                    models.add(to);
                }
            }
        }
        return models;
    }

    @Test
    void damagedModels_areComparedOrRefusedInOneSentence() throws Exception {
        List<Path> models = models();
        assertThat(models).hasSizeGreaterThan(40);
        Random random = new Random(SEED);
        Mutants mutants = new Mutants(SEED);
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        TreeMap<Long, String> slowest = new TreeMap<>();
        int compared = 0;
        int refused = 0;
        for (int i = 0; i < LEAST || System.nanoTime() < end; i++) {
            Path original = models.get(random.nextInt(models.size()));
            Path other = models.get(random.nextInt(models.size()));
            byte[] bytes = mutants.of(Files.readAllBytes(original), Files.readAllBytes(other));
            Path mutant = original.resolveSibling("mutant.onnx");
            Files.write(mutant, bytes);
            String which = "mutant " + i + " of seed " + SEED + ", of " + original;
            long start = System.nanoTime();
            try {
                if (assertTimeoutPreemptively(HANGS, () -> isUsed(mutant, original, which))) {
                    compared++;
                } else {
                    refused++;
                }
            } catch (RuntimeException | Error e) {
                throw new AssertionError(which + ": " + Arrays.toString(bytes), e);
            }
            slowest.put(System.nanoTime() - start, which);
            if (slowest.size() > 3) {
                slowest.pollFirstEntry();
            }
        }
        if (System.getProperty("inittrace.fuzz.seconds") != null) {
            System.out.println(compared + " mutants compared, " + refused + " refused; " + slowest);
        }
        assertThat(compared).isPositive();
        assertThat(refused).isPositive();
    }

    private static boolean isUsed(Path mutant, Path original, String which) {
        try {
            use(mutant, original);
            return true;
        } catch (IOException e) {
            assertOneSentence(e, which);
            return false;
        }
    }

    private static void use(Path mutant, Path original) throws IOException {
        OnnxFile file = OnnxFile.open(mutant);
        for (StoredTensor tensor : file.tensors()) {
            try {
                assertThat(tensor.floats()).hasSize((int) tensor.count());
            } catch (IOException e) {
                assertOneSentence(e, mutant + " " + tensor.name());
            }
        }
        try {
            ModelDiff.of(mutant, original);
        } finally {
            ModelDiff.of(original, mutant);
        }
    }

    private static void assertOneSentence(IOException e, String which) {
        assertThat(e.getMessage())
                .as(which)
                .doesNotContain("\n", "\r", "\0", "\u001b", "Exception", "null")
                .containsAnyOf(".onnx", ".bin", ".data")
                .hasSizeLessThan(1000);
    }
}
