// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.sweep.LocalExecutor;
import io.github.inittrace.sweep.Shard;
import java.io.IOException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many runs are trained at once and which of them, for all commands that train many. */
final class SweepOptions {
    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many runs are trained at once, with one thread each. The results do not"
                            + " depend on it. Default: one per processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            converter = ShardConverter.class,
            description =
                    "Train every n-th run only, from the i-th on, for instance on one of n machines"
                            + " with a common folder. Default: all.")
    private Shard shard = Shard.WHOLE;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress, and no table of runs.")
    private boolean quiet;

    /** How many at once. */
    int workers() {
        return workers;
    }

    /**
     * What carries them out.
     *
     * @throws UsageException if it cannot be so many at once
     */
    LocalExecutor executor() throws IOException {
        return UsageException.orUsersMistake(() -> new LocalExecutor(workers));
    }

    /** Which of them. */
    Shard shard() {
        return shard;
    }

    /** Whether to keep quiet. */
    boolean isQuiet() {
        return quiet;
    }

    /** Takes {@code 2/8}. */
    static final class ShardConverter implements ITypeConverter<Shard> {
        @Override
        public Shard convert(String text) {
            try {
                return Shard.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
