// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.reports.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The command {@code inittrace}, of which {@code sweep}, {@code pigmm} and {@code reproduce} train
 * on a cluster, for {@code spark-submit --class io.github.inittrace.spark.SparkMain
 * inittrace-spark.jar sweep plan.yaml --out URI}.
 */
public final class SparkMain {
    private static final int CANNOT_WRITE = 2;

    private SparkMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Main.setUpProcess();
        System.exit(run(Main.standardOutput(), args));
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
