// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.inittrace.lifecycle.ObservableTrainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.classification.Label;

/** The contract is kept by a correct trainer, and tells what each broken one does wrong. */
class ContractTest {
    private static Fault fault = Fault.NONE;
    private static boolean stoppable = true;
    private static boolean withBadData = true;

    /** Run by these tests only. */
    static class ToyContract extends ObservableTrainerContract<Label> {
        @Override
        protected ObservableTrainer<Label> trainer() {
            return new ToyTrainer(fault, stoppable);
        }

        @Override
        protected Dataset<Label> trainingData() {
            return Points.of(6, 1);
        }

        @Override
        protected Dataset<Label> validationData() {
            return Points.of(4, 2);
        }

        @Override
        protected List<double[]> weightsOf(Model<Label> model) {
            return List.of(((ToyModel) model).weights());
        }

        @Override
        protected Optional<Dataset<Label>> refusedData() {
            return withBadData ? Optional.of(Points.unlabelled()) : Optional.empty();
        }

        @Override
        protected Optional<Dataset<Label>> failingData() {
            return withBadData ? Optional.of(Points.of(2, 1)) : Optional.empty();
        }
    }

    private static Events run(Fault chosen, boolean canBeStopped, boolean badData) {
        fault = chosen;
        stoppable = canBeStopped;
        withBadData = badData;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(ToyContract.class))
                .execute()
                .testEvents();
    }

    /** What failed, by method, with its message. */
    private static Map<String, String> failures(Fault chosen) {
        return messages(run(chosen, true, true).failed());
    }

    private static Map<String, String> aborted(Events events) {
        return messages(events.aborted());
    }

    private static Map<String, String> messages(Events events) {
        Map<String, String> messages = new TreeMap<>();
        events.stream()
                .forEach(
                        event ->
                                messages.put(
                                        event.getTestDescriptor().getDisplayName(),
                                        event.getRequiredPayload(TestExecutionResult.class)
                                                .getThrowable()
                                                .orElseThrow()
                                                .getMessage()));
        return messages;
    }

    @Test
    void contract_ofACorrectTrainer_isKept() {
        assertThat(failures(Fault.NONE)).isEmpty();
    }

    @Test
    void contract_ofATrainerThatCannotBeStopped_isKept() {
        Events events = run(Fault.NONE, false, true);
        events.assertStatistics(counts -> counts.failed(0).skipped(0).aborted(1));
        assertThat(aborted(events))
                .containsOnly(
                        entry(
                                "requestStop_whereStoppable_endsTrainingEarly()",
                                "Assumption failed: sessions of this trainer cannot be stopped"));
    }

    @Test
    void contract_withoutBadData_saysWhatWasNotChecked() {
        assertThat(aborted(run(Fault.NONE, true, false)))
                .containsOnly(
                        entry(
                                "data_thatIsRefused_firesNothing()",
                                "Assumption failed: override refusedData() to check this rule"),
                        entry(
                                "training_thatFails_firesAnEndThatSaysSo()",
                                "Assumption failed: override failingData() to check this rule"),
                        entry(
                                "requestStop_whereNotStoppable_changesNothing()",
                                "Assumption failed: sessions of this trainer can be stopped"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            SKIPS_EPOCH_0 | training_thatCompletes_firesStartEpochsAndEnd | \
            'expected [start, epoch 0, epoch 1, epoch 2, epoch 3, end COMPLETED after epoch \
            3], found [start, epoch 1, epoch 2, epoch 3, end COMPLETED after epoch 3]; the \
            contract says: training fires its start, epoch 0 for the untrained network, its \
            passes in order, and its end, each once'
            FIRES_EPOCH_0_LATE | epoch0_always_describesTheUntrainedNetwork | \
            'expected -0.5303122348599576 as value 0 of tensor 0, found -0.6148145353452559; \
            the contract says: epoch 0 describes the untrained network, before any pass'
            MOVES_AFTER_THE_LAST_EPOCH | lastEpoch_always_describesTheModel | \
            'expected -0.7208841506752904 as value 0 of tensor 0, found -0.71913593123417; \
            the contract says: the last epoch describes the model that is returned, and \
            weightsOf() reads the tensors that the session shows'
            IGNORES_RECORD_EVERY | recordEvery_aboveOne_leavesOutPassesInBetween | \
            'expected [start, epoch 0, epoch 2, epoch 3, end COMPLETED after epoch 3], found \
            [start, epoch 0, epoch 1, epoch 2, epoch 3, end COMPLETED after epoch 3]; the \
            contract says: with recordEvery 2 only epoch 0, every such pass and the last have \
            their events'
            SORTS_VALIDATION_SETS | validationSets_always_areEvaluatedInTheGivenOrder | \
            'expected [zebra: 4, ant: 6, monkey: 4], found [ant: 6, monkey: 4, zebra: 4]; the \
            contract says: every epoch has evaluations of the validation sets, in the order \
            given, with the number of their examples'
            IGNORES_TRAINING_SAMPLE | trainingSample_always_boundsTheTrainingExamplesEvaluated | \
            'expected 1, found 6; the contract says: the training evaluation sees the sample \
            asked for, or all examples'
            HANDS_OUT_ITS_OWN_LIST | weights_handedOut_areReadOnly | \
            'expected [], found [tensors [] instead of [weight[2, 3]] at start]; the contract \
            says: what a session hands out is a read-only view: it changes neither the \
            weights nor what is handed out next'
            SNAPSHOTS_SHARE_WEIGHTS | snapshot_keptUntilTheEnd_isUnchanged | \
            'expected -0.5303122348599576 as value 0 of tensor 0, found -0.7208841506752904; \
            the contract says: a session''s model is a copy of the weights at that moment, \
            here at start'
            SNAPSHOTS_ARE_NOT_MARKED | snapshot_always_saysInItsProvenanceWhenItWasTaken | \
            'expected a provenance of its own for the session''s model at epoch 0, found that of \
            the trained model or of another epoch; the contract says: a session''s model is \
            marked with this point of training in its provenance'
            TENSORS_TAKE_ANY_TARGET | tensors_always_haveNamesAndShapes | \
            'expected [], found [copied to an array of 7 values without complaint from ''weight'' \
            at epoch 0, copied to an array of 5 values without complaint from ''weight'' at epoch \
            0, copied to an array of 7 values without complaint from ''weight'' at epoch 1, \
            copied to an array of 5 values without complaint from ''weight'' at epoch 1, copied \
            to an array of 7 values without complaint from ''weight'' at epoch 2, copied to an \
            array of 5 values without complaint from ''weight'' at epoch 2, copied to an array of \
            7 values without complaint from ''weight'' at epoch 3, copied to an array of 5 values \
            without complaint from ''weight'' at epoch 3]; the contract says: a tensor has a name \
            of its own, as many values as its shape says, and refuses to be copied to an array of \
            another length'
            TENSORS_OVERRUN_SHORT_TARGETS | tensors_always_haveNamesAndShapes | \
            'expected [], found [java.lang.ArrayIndexOutOfBoundsException: arraycopy: last \
            destination index 6 out of bounds for double[5] for an array of 5 values from \
            ''weight'' at epoch 0, java.lang.ArrayIndexOutOfBoundsException: arraycopy: last \
            destination index 6 out of bounds for double[5] for an array of 5 values from \
            ''weight'' at epoch 1, java.lang.ArrayIndexOutOfBoundsException: arraycopy: last \
            destination index 6 out of bounds for double[5] for an array of 5 values from \
            ''weight'' at epoch 2, java.lang.ArrayIndexOutOfBoundsException: arraycopy: last \
            destination index 6 out of bounds for double[5] for an array of 5 values from \
            ''weight'' at epoch 3]; the contract says: a tensor has a name of its own, as many \
            values as its shape says, and refuses to be copied to an array of another length'
            LISTENERS_STOP_TRAINING | listener_thatThrows_isLoggedAndChangesNothing | \
            'expected a model, found java.lang.IllegalStateException: thrown by a listener on \
            purpose; the contract says: an exception thrown by a listener is logged, and \
            training goes on'
            SWALLOWS_ERRORS | error_ofAListener_propagatesAfterTheEnd | \
            'expected the listener''s error, found a model; the contract says: an Error of a \
            listener propagates'
            NO_END_ON_FAILURE | training_thatFails_firesAnEndThatSaysSo | \
            'expected one end, as the last event, with the reason FAILED, found [start, epoch \
            0]; the contract says: the end is fired on every path, failure included'
            FIRES_BEFORE_REFUSING | data_thatIsRefused_firesNothing | \
            'expected [], found [start]; the contract says: nothing is fired for data that is \
            refused'
            WATCHING_DRAWS_RANDOM_NUMBERS | watching_always_changesNeitherWeightsNorProvenance | \
            'expected -0.7208841506752904 as value 0 of tensor 0, found -0.45045503404164333; \
            the contract says: observing a call changes neither its model nor its provenance'
            WATCHING_COUNTS_TWICE | invocationCount_always_advancesByOnePerCall | \
            'expected 3, found 4; the contract says: every call of train counts as one \
            invocation, watched or not'
            REPLAYS_WITH_ANOTHER_SEED | invocationCount_replayed_givesTheSameWeights | \
            'expected -0.2547509763189161 as value 0 of tensor 0, found 0.9121525466856155; \
            the contract says: replaying invocation 1 gives the same weights again'
            IGNORES_STOP | requestStop_whereStoppable_endsTrainingEarly | \
            'expected the end by epoch 2 when asked to stop in epoch 1, found [start, epoch \
            0, epoch 1, epoch 2, epoch 3, end COMPLETED after epoch 3]; the contract says: a \
            request to stop ends training after the current minibatch'
            SAYS_COMPLETED_WHEN_STOPPED | requestStop_whereStoppable_endsTrainingEarly | \
            'expected [start, epoch 0, epoch 1, end STOPPED after epoch 1], found [start, \
            epoch 0, epoch 1, end COMPLETED after epoch 1]; the contract says: a request to \
            stop ends training after the current minibatch, with the reason STOPPED'
            """)
    void contract_ofABrokenTrainer_saysWhatIsBroken(Fault broken, String method, String message) {
        assertThat(failures(broken)).containsEntry(method + "()", message);
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_SESSION_ID_PER_TRAINER", "SESSIONS_TAKE_THE_LATEST_ID"})
    void contract_ofATrainerThatMixesUpSessions_showsTheIds(Fault broken) {
        assertThat(failures(broken).get("parallelCalls_onOneTrainer_areSessionsOfTheirOwn()"))
                .matches(
                        "expected (4 session ids|one session id in a call), found \\[.*]; the"
                                + " contract says: a session's id is different for every call of"
                                + " train, and stays the same");
    }

    @Test
    void contract_ofATrainerThatStopsAlthoughItCannot_isBroken() {
        assertThat(messages(run(Fault.STOPS_IN_ANY_CASE, false, true).failed()))
                .containsExactly(
                        entry(
                                "requestStop_whereNotStoppable_changesNothing()",
                                "expected [start, epoch 0, epoch 1, epoch 2, epoch 3, end"
                                        + " COMPLETED after epoch 3], found [start, epoch 0,"
                                        + " epoch 1, end STOPPED after epoch 1]; the contract"
                                        + " says: a request to stop does nothing where a session"
                                        + " cannot be stopped"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "STOPS_IN_ANY_CASE"})
    void contract_ofAnyFault_isBroken(Fault broken) {
        assertThat(failures(broken)).isNotEmpty();
    }
}
