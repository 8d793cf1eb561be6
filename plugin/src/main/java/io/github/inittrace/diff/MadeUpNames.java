// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import java.util.regex.Pattern;

/**
 * Names that an exporter makes up for what has none: they hold its count of values so far, and so
 * mean another tensor as soon as anything is added before it.
 */
final class MadeUpNames {
    /**
     * PyTorch's {@code onnx::MatMul_30}, {@code 123} and {@code /fc/Constant_1_output_0}, those of
     * its newer exporter, {@code val_2}, of tf2onnx, {@code const_fold_opt__12}, and the like.
     */
    private static final Pattern MADE_UP =
            Pattern.compile(
                    "(\\d+"
                            + "|onnx::.*"
                            + "|_?(val|tmp|[Cc]onst|[Cc]onstant|initializer|unnamed)_?\\d+"
                            + "|_?(lifted_)?tensor(_constant)?_?\\d+"
                            + "|[A-Z]\\w*(_\\d+)?_output_\\d+"
                            + "|.*__\\d+)(:\\d+)?");

    /** Exporters write short ones, and a pattern takes its time for a megabyte. */
    private static final int LONGEST = 200;

    private MadeUpNames() {}

    /** Whether a tensor's name says nothing about it; the path before it may be anything. */
    static boolean has(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.length() <= LONGEST && MADE_UP.matcher(last).matches();
    }
}
