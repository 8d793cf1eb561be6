// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import io.github.inittrace.reports.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
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
        try (SparkWorkplace workplace = new SparkWorkplace()) {
            int code = Main.execute(workplace, result, args);
            try {
                for (String uri : workplace.publish()) {
                    result.write(("all of it  " + uri + "\n").getBytes(StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                System.err.println(
                        "inittrace: what is finished cannot all be written to --out: "
                                + e.getMessage()
                                + "; start again to write the rest");
                return CANNOT_WRITE;
            }
            return code;
        }
    }
}
