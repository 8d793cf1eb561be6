// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.sweep.Executor;
import io.github.inittrace.sweep.SweepRun;
import io.github.inittrace.sweep.SweepUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver does about units that a cluster is to train. */
class SparkExecutorTest {
    @TempDir private Path temp;
    private final SharedStorage storage = new SharedStorage(new SparkConf(false));
    private final Sweep sweep = new Sweep();
    private final Sent sent = new Sent();

    private SparkExecutor executor() {
        return new SparkExecutor(sent, storage, new SparkWorkplace());
    }

    private static SweepUnit unit(String... names) {
        return new SweepUnit(
                Arrays.stream(names).map(name -> new SweepRun(name, Map.of(), name)).toList());
    }

    /** A unit that never ends by itself. */
    private static final class Training extends CompletableFuture<List<UnitEnd>>
            implements JavaFutureAction<List<UnitEnd>> {
        @Override
        public List<Integer> jobIds() {
            return List.of();
        }
    }

    /** A cluster that trains nothing. */
    private static final class Sent implements Cluster {
        final List<Training> trainings = new ArrayList<>();
        Runnable whenSent = () -> {};

        @Override
        public JavaFutureAction<List<UnitEnd>> send(UnitWork work, String title) {
            trainings.add(new Training());
            whenSent.run();
            return trainings.get(trainings.size() - 1);
        }

        @Override
        public boolean isStopped() {
            return false;
        }
    }

    /** A sweep into a folder, with jobs that have no data unless a test gives them some. */
    private final class Sweep implements Executor.Trainings {
        final List<String> ends = new ArrayList<>();
        boolean stop;
        Runnable whenEnded = () -> {};

        String job = "{}";

        /** Why there is no job. */
        @Nullable String refusal;

        /** Where a folder is missing, there is no job. */
        @Nullable Path needed;

        Path out() {
            return temp.resolve("out");
        }

        Path scratch() {
            return out().resolve(".spark");
        }

        @Override
        public void train(SweepUnit unit, int threads) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String job(SweepRun run) throws IOException {
            if (needed != null) {
                throw new IOException("no job; is prepared: " + Files.exists(needed));
            }
            if (refusal != null) {
                throw new IllegalArgumentException(refusal);
            }
            return job;
        }

        @Override
        public boolean isStopRequested() {
            return stop;
        }

        @Override
        public Path folder(SweepRun run) {
            return out().resolve("runs").resolve(run.name());
        }

        @Override
        public boolean ended(SweepRun run, @Nullable String failure) {
            ends.add(run.name() + ": " + failure);
            whenEnded.run();
            return true;
        }
    }

    @Test
    void execute_interrupted_cancelsWhatIsPendingTidiesUpAndKeepsTheInterrupt() {
        sent.whenSent =
                () -> {
                    if (sent.trainings.size() == 2) {
                        Thread.currentThread().interrupt();
                    }
                };

        executor().execute(List.of(unit("a"), unit("b")), sweep);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sent.trainings).hasSize(2).allMatch(CompletableFuture::isCancelled);
        assertThat(sweep.ends).isEmpty(); // They stay planned.
        assertThat(sweep.scratch()).doesNotExist();
    }

    @Test
    void execute_stopped_takesWhatHasEndedAndCancelsTheRest() {
        sent.whenSent =
                () -> {
                    if (sent.trainings.size() == 2) {
                        sent.trainings
                                .get(0)
                                .complete(List.of(new UnitEnd(Map.of(), Map.of("a", "no data"))));
                        sweep.stop = true;
                    }
                };

        executor().execute(List.of(unit("a"), unit("b"), unit("c")), sweep);

        assertThat(sweep.ends).containsExactly("a: no data");
        assertThat(sent.trainings).hasSize(2); // c is not sent any more.
        assertThat(sent.trainings.get(1).isCancelled()).isTrue();
    }

    @Test
    void execute_theFolderCannotBeMadeAtFirst_isTriedForTheNextRun() throws IOException {
        Files.createDirectories(sweep.out());
        Path inTheWay = Files.writeString(sweep.scratch(), "a file");
        sweep.whenEnded =
                () -> {
                    if (sweep.ends.size() == 1) {
                        delete(inTheWay);
                    }
                };
        sweep.needed = sweep.out().resolve(".spark/driver.whole");

        executor().execute(List.of(unit("a", "b")), sweep);

        assertThat(sweep.ends).hasSize(2);
        assertThat(sweep.ends.get(0)).startsWith("a: ").contains(".spark");
        assertThat(sweep.ends.get(1)).isEqualTo("b: no job; is prepared: true");
    }

    @Test
    void execute_dataThatHadoopCannotCopy_failsTheirRunsWithASentence() throws IOException {
        Path images = Files.createDirectories(temp.resolve("images/cats"));
        Files.writeString(images.resolve("12:30:05.png"), "cat");
        sweep.job = "{\"data\": {\"path\": \"" + images.getParent() + "\"}}";

        executor().execute(List.of(unit("a"), unit("b")), sweep);

        assertThat(sweep.ends).hasSize(2);
        assertThat(sweep.ends.get(0)).startsWith("a: expected names without ':' in ");
        assertThat(sweep.ends.get(1)).startsWith("b: expected names without ':' in ");
        assertThat(sent.trainings).isEmpty();
    }

    @Test
    void execute_aPathThatIsNone_failsItsRunAndNoOther() {
        sweep.job = "{\"data\": {\"path\": \"a\\u0000b\"}}";
        sweep.whenEnded = () -> sweep.job = "{}";

        executor().execute(List.of(unit("a"), unit("b")), stopWhenSent());

        assertThat(sweep.ends).hasSize(1);
        assertThat(sweep.ends.get(0)).startsWith("a: expected a path, found 'a?b'");
        assertThat(sent.trainings).hasSize(1);
    }

    @Test
    void execute_aJobThatIsRefused_failsItsRunAndNoOther() {
        sweep.refusal = "expected a network, found none";
        sweep.whenEnded = () -> sweep.refusal = null;

        executor().execute(List.of(unit("a"), unit("b")), stopWhenSent());

        assertThat(sweep.ends).containsExactly("a: expected a network, found none");
        assertThat(sent.trainings).hasSize(1);
    }

    private Sweep stopWhenSent() {
        sent.whenSent = () -> sweep.stop = true;
        return sweep;
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void place_whoseResumePointsCannotBeDeleted_isInItsPlaceAllTheSame() throws IOException {
        Path draft = Files.createDirectories(temp.resolve("draft"));
        Files.writeString(draft.resolve("run.json"), "trained");
        UnitWork work = new UnitWork("", Map.of(), Map.of(), "nosuch://cluster/scratch");
        Path place = sweep.out().resolve("runs/a");
        SweepRun run = new SweepRun("a", Map.of(), "a");

        assertThat(executor().place(run, draft.toUri().toString(), work, place)).isNull();

        assertThat(place.resolve("run.json")).hasContent("trained");
    }
}
