// SPDX-License-Identifier: Apache-2.0

import io.github.inittrace.data.DatasetLoader;
import io.github.inittrace.kernels.MatrixKernels;
import io.github.inittrace.kernels.OneDnnKernels;
import io.github.inittrace.kernels.OpenBlasKernels;
import io.github.inittrace.kernels.PlainKernels;
import io.github.inittrace.mlp.FeatureScaling;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import io.github.inittrace.mlp.PreparedData;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.IntStream;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.dataset.DatasetView;

/**
 * What an epoch costs on each of the matrix kernels: trains 784-w-w-10 in batches of 128 on all of
 * them in turn, all in one process. The first turn, in which compilers warm up, does not count.
 * Prints the median seconds of a pass over the examples with one worker, those that the processor
 * was at it, and of every turn's ratios to oneDNN the median, the least and the largest. On a machine that
 * others use, processor time wanders less.
 *
 * <p>With more than one training at once, each has a thread, as in a sweep with so many workers; the
 * seconds are those of all together by their number.
 *
 * <p>Needs the jar (mvn -DskipTests package), and OpenBLAS' natives, which are not in one that was built on
 * x86-64 Linux. Usage, in the repository's root:
 *
 * <pre>java -cp reports/target/inittrace.jar:$HOME/.m2/repository/org/bytedeco/openblas/0.3.31-1.5.13/openblas-0.3.31-1.5.13-linux-x86_64.jar
 *     benchmarks/KernelCost.java [EXAMPLES [TURNS [AT_ONCE [DIR]]]]</pre>
 *
 * <p>DIR has four IDX files; Debian's Fashion-MNIST is read if it is left out.
 */
final class KernelCost {
    private static final int[] WIDTHS = {10, 64, 256, 512};
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<MatrixKernels> all =
            List.of(OneDnnKernels.load(), OpenBlasKernels.load(), new PlainKernels());
    private final List<PreparedData> data = new ArrayList<>();
    private final int atOnce;

    private KernelCost(Dataset<Label> examples, int atOnce) throws Exception {
        this.atOnce = atOnce;
        for (MatrixKernels kernels : all) {
            data.add(trainer(kernels, 1, 0).prepare(examples));
        }
    }

    public static void main(String[] args) throws Exception {
        int examples = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
        int turns = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        int atOnce = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        Path dir = args.length > 3 ? Path.of(args[3]) : null;
        Dataset<Label> images = DatasetLoader.of(DatasetLoader.FASHION_MNIST).path(dir).load().train();
        KernelCost cost =
                new KernelCost(
                        new DatasetView<>(images, IntStream.range(0, examples).toArray(), "first"),
                        atOnce);
        for (MatrixKernels kernels : cost.all) {
            System.out.println(kernels.name() + ", " + kernels.instructionSet());
        }
        System.out.println(" width  kernels              wall   processor     wall / oneDNN          processor / oneDNN");
        for (int width : WIDTHS) {
            cost.measure(width, turns);
        }
        cost.data.forEach(PreparedData::close);
    }

    private void measure(int width, int turns) throws Exception {
        double[][] wall = new double[all.size()][turns];
        double[][] busy = new double[all.size()][turns];
        for (int turn = -1; turn < turns; turn++) {
            for (int k = 0; k < all.size(); k++) {
                double[] taken = pass(k, width);
                if (turn >= 0) {
                    wall[k][turn] = taken[0];
                    busy[k][turn] = taken[1];
                }
            }
        }
        for (int k = 0; k < all.size(); k++) {
            System.out.printf(
                    Locale.ROOT,
                    "%6d  %-16s%9.3f s%9.3f s     %s     %s%n",
                    width,
                    all.get(k).name(),
                    median(wall[k]),
                    median(busy[k]),
                    ratio(wall[k], wall[0]),
                    ratio(busy[k], busy[0]));
        }
    }

    /**
     * The seconds of one training of one pass, and those of the processor; where several take place
     * together, the share of one in both.
     */
    private double[] pass(int k, int width) throws Exception {
        DoubleAdder busy = new DoubleAdder();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            MLPClassificationTrainer trainer = trainer(all.get(k), width, i);
            threads.add(
                    new Thread(
                            () -> {
                                trainer.train(data.get(k));
                                busy.add(THREADS.getCurrentThreadCpuTime() / 1e9);
                            }));
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return new double[] {(System.nanoTime() - start) / 1e9 / atOnce, busy.sum() / atOnce};
    }

    private static String ratio(double[] seconds, double[] ofOneDnn) {
        double[] ratios =
                IntStream.range(0, seconds.length)
                        .mapToDouble(turn -> seconds[turn] / ofOneDnn[turn])
                        .sorted()
                        .toArray();
        return String.format(
                Locale.ROOT,
                "%5.2f (%.2f to %.2f)",
                median(ratios),
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static MLPClassificationTrainer trainer(MatrixKernels kernels, int width, int seed)
            throws Exception {
        MLPClassificationTrainer.Builder builder =
                MLPClassificationTrainer.builder()
                        .hiddenLayers(width, width)
                        .epochs(1)
                        .workers(1)
                        .seed(seed)
                        .featureScaling(FeatureScaling.DIVIDE_BY_255);
        // Only tests may ask for kernels otherwise than for the whole process.
        Method choice = builder.getClass().getDeclaredMethod("kernels", MatrixKernels.class);
        choice.setAccessible(true);
        choice.invoke(builder, kernels);
        return builder.build();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
