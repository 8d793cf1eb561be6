// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.sweep.Executor;
import io.github.inittrace.sweep.LocalExecutor;
import io.github.inittrace.sweep.Shard;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How many runs are trained at once and which of them, for all commands that train many. */
final class SweepOptions {
    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many runs are trained at once, with one thread each, or more where fewer are left. The results do not"
                            + " depend on it. Default: one per processor.")
    private @Nullable Integer workers;

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
        return Objects.requireNonNullElseGet(
                workers, () -> Runtime.getRuntime().availableProcessors());
    }

    /**
     * What carries them out: the last thing to ask for, as a cluster may take long to be there.
     *
     * @throws UsageException as {@link #check} does
     * @throws IOException if it cannot be had; one sentence
     */
    Executor executor(@Nullable CommandSpec spec) throws IOException {
        check(spec);
        Workplace elsewhere = Main.workplace(spec);
        return elsewhere == null ? new LocalExecutor(workers()) : elsewhere.executor();
    }

    /**
     * Refuses what there cannot be where the runs are trained.
     *
     * @throws UsageException if it cannot be so many at once, or a cluster is told what it decides
     */
    void check(@Nullable CommandSpec spec) throws IOException {
        if (Main.workplace(spec) == null) {
            UsageException.orUsersMistake(() -> new LocalExecutor(workers()));
            return;
        }
        if (workers != null) {
            throw new UsageException(
                    "a cluster says itself how many runs are trained at once, found --workers "
                            + workers
                            + "; leave it out");
        }
        if (!shard.isWhole()) {
            throw new UsageException(
                    "a cluster has all runs of a sweep from one driver, found --shard "
                            + shard
                            + "; leave it out");
        }
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
