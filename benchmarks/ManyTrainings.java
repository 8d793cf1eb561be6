// SPDX-License-Identifier: Apache-2.0

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.kernels.Arena;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.PreparedData;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;

/**
 * Whether many trainings in one process leave its memory where it was: 784-w-w-10 for one epoch with
 * other widths and seeds, on data that is prepared once or laid out by every training again. Prints
 * the resident memory as the system counts it, that of Java's heap in use after a collection, and
 * the bytes of matrices that nobody has given back. The heap is best kept small: a collector that
 * has room leaves it in use.
 *
 * <p>Needs the jar (mvn -DskipTests package). Usage, in the repository's root:
 *
 * <pre>java -Xmx2g -cp reports/target/inittrace.jar benchmarks/ManyTrainings.java
 *     [prepared|again [TRAININGS [DIR]]]</pre>
 *
 * <p>DIR has four IDX files; Debian's Fashion-MNIST is read if it is left out.
 */
final class ManyTrainings {
    private static final int STEP = 50;
    private static final String ROW = "%10s%12s%12s%12s%12s%n";

    private ManyTrainings() {}

    public static void main(String[] args) throws Exception {
        boolean prepare = args.length == 0 || args[0].equals("prepared");
        int trainings = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        Path dir = args.length > 2 ? Path.of(args[2]) : null;
        LoadedData data = DatasetLoader.of(DatasetLoader.FASHION_MNIST).path(dir).load();
        System.out.printf(ROW, "trainings", "RSS MiB", "heap MiB", "matrices", "seconds");
        long start = System.nanoTime();
        if (prepare) {
            try (PreparedData prepared = trainer(0).prepare(data.train())) {
                train(prepared, trainings);
            }
        } else {
            train(data.train(), trainings);
        }
        print("closed", start);
    }

    private static void train(Dataset<Label> data, int trainings) throws Exception {
        long start = System.nanoTime();
        print("0", start);
        for (int done = 1; done <= trainings; done++) {
            trainer(done).train(data);
            if (done % STEP == 0) {
                print(Integer.toString(done), start);
            }
        }
    }

    private static MLPClassificationTrainer trainer(int seed) {
        int width = 4 + seed % 29;
        return MLPClassificationTrainer.builder()
                .hiddenLayers(width, width)
                .epochs(1)
                .seed(seed)
                .featureScaling(FeatureScaling.DIVIDE_BY_255)
                .build();
    }

    private static void print(String when, long start) throws Exception {
        System.gc();
        String rss =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .findFirst()
                        .orElse("0");
        Runtime java = Runtime.getRuntime();
        System.out.printf(
                ROW,
                when,
                Long.parseLong(rss) >> 10,
                (java.totalMemory() - java.freeMemory()) >> 20,
                Arena.liveBytes() >> 20,
                (System.nanoTime() - start) / 1_000_000_000L);
    }
}
