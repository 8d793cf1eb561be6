// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.reports.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * The command {@code inittrace}, of which {@code sweep}, {@code pigmm} and {@code reproduce} train
 * on a cluster, for {@code spark-submit --class io.github.inittrace.spark.SparkMain
 * inittrace-spark.jar sweep plan.yaml --out URI}.
 */
public final class SparkMain {
    private static final int CANNOT_WRITE = 2;

    /**
     * Ctrl-C has Spark end and Hadoop close its file systems at once, by hooks of the priorities 40
     * and 10; what the command still writes needs both.
     */
    private static final int BEFORE_SPARK = 50;

    private static final int PATIENCE_SECONDS = 60;

    private SparkMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Main.setUpProcess();
        CountDownLatch ended = new CountDownLatch(1);
        ShutdownHookManager.get()
                .addShutdownHook(
                        () -> await(ended), BEFORE_SPARK, PATIENCE_SECONDS, TimeUnit.SECONDS);
        int code;
        try {
            code = run(Main.standardOutput(), args);
        } finally {
            ended.countDown();
        }
        System.exit(code);
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // for the time is over
        }
    }

    static int run(OutputStream result, String... args) {
        PrintStream errors = System.err;
        try (SparkWorkplace workplace = new SparkWorkplace()) {
            OutputStream named = new NamingStream(result, workplace::withUris);
            OutputStream namedErrors = new NamingStream(errors, workplace::withUris);
            System.setErr(new PrintStream(namedErrors, true, StandardCharsets.UTF_8));
            int code = Main.execute(workplace, named, args);
            try {
                workplace.publish();
            } catch (IOException e) {
                System.err.println(
                        "inittrace: what is finished cannot all be written to --out: "
                                + e.getMessage()
                                + "; start again to write the rest");
                return CANNOT_WRITE;
            }
            return code;
        } finally {
            System.setErr(errors);
        }
    }
}
