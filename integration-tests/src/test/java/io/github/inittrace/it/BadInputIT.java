// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static io.github.inittrace.it.IDXFolder.TEST_IMAGES;
import static io.github.inittrace.it.IDXFolder.TEST_LABELS;
import static io.github.inittrace.it.IDXFolder.TRAIN_IMAGES;
import static io.github.inittrace.it.IDXFolder.TRAIN_LABELS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong, the user reads one sentence, and their disk is as it was. */
class BadInputIT {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rum | did you mean run or resume?
                    run --epocs 3 | did you mean --epochs or
                    run surplus | Unmatched argument at index 1: 'surplus'
                    run --dataset cats | libsvm, found 'cats'
                    run --dataset digits --data-dir . | takes no folder, found .; leave it out
                    run --dataset mnist --data-dir nowhere | at nowhere, found nothing
                    run --dataset mnist --data-dir . | found no train-images-idx3-ubyte
                    run --dataset csv --data-dir . | column of labels, found none; give it by --response
                    run --dataset libsvm | needs a file, found none; give one by --data-dir
                    run --fold 2 | --fold is for the data set hasyv2, found it with 'digits'
                    run --test-fraction 0.5 | --test-fraction is for the data set csv or
                    run --invert | --invert is for the data set hasyv2 or png-folder, found it with
                    run --hidden 0 | hidden layer sizes must be positive, found [0]
                    run --hidden 64,-1 | hidden layer sizes must be positive, found [64, -1]
                    run --hidden a,b | 'a' is not an int
                    run --hidden 99999999999 | '99999999999' is not an int
                    run --learning-rate NaN | must be a positive number, found NaN
                    run --learning-rate 0 | must be a positive number, found 0.0
                    run --learning-rate Infinity | must be a positive number, found Infinity
                    run --learning-rate fast | 'fast' is not a double
                    run --epochs -1 | the number of epochs must not be negative, found -1
                    run --epochs 1.5 | '1.5' is not an int
                    run --batch-size 0 | the batch size must be positive, found 0
                    run --seed abc | 'abc' is not a long
                    run --start-from no.onnx | cannot read no.onnx: it does not exist
                    run --scaling log | but was 'log'
                    run --workers 0 | training needs at least one worker, found 0
                    run --loss-sample 0 | the training sample must hold at least one example, found 0
                    run --record-every 0 | expected a number of epochs from 1 to 999999999, found '0'
                    run --loss-levels 0.5,x | 'x' is not a double
                    run --loss-levels 1,NaN | must be finite numbers, each given once, found [1.0, NaN]
                    run --matrices every=0 | such as every=100, found 'every=0'
                    run --checkpoints every=0 | such as every=100, found 'every=0'
                    run --checkpoints 100 | such as every=100, found '100'
                    run --checkpoints every=1e2 | such as every=100, found 'every=1e2'
                    run --checkpoints Every=1 | such as every=100, found 'Every=1'
                    """)
    void options_impossible_areRefusedInOneSentence(String arguments, String sentence)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        if (words.get(0).equals("run")) {
            words.addAll(List.of("-o", "target"));
        }

        assertRefused(InProcess.run(folder, words.toArray(new String[0])), sentence);
    }

    @Test
    void command_missing_isAskedFor() throws IOException {
        assertRefused(Cli.here().run(folder), "Missing required subcommand; see inittrace --help");
    }

    @Test
    void report_ofNoRun_isRefusedInOneSentence() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path corrupt = Files.createDirectory(folder.resolve("corrupt"));
        Files.writeString(corrupt.resolve("run.json"), "{\"schema\": 1, ");
        Path newer = Files.createDirectory(folder.resolve("newer"));
        Files.writeString(newer.resolve("run.json"), "{\"schema\": 2}");

        assertRefused(InProcess.run(folder, "report"), "Missing required parameter: 'RUN'");
        assertRefused(InProcess.run(folder, "report", "nowhere"), "nowhere is not a run folder");
        assertRefused(InProcess.run(empty, "report", "."), "is not a run folder");
        assertRefused(InProcess.run(folder, "report", "corrupt"), "run.json is corrupt");
        assertRefused(InProcess.run(folder, "report", "newer"), "use a newer InitTrace");
        assertThat(Folders.content(folder)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "missing, found no t10k-labels-idx1-ubyte; put what is missing there",
        "truncated, found only 199; the file is cut off: get it again",
        "truncatedGzip, found it damaged or cut off; get the file again",
        "oversized, found more bytes",
        "swapped, are the two paths swapped?",
        "huge, found only 200; the file is cut off",
        "counts, 'expected as many labels as images, found 200 images in'",
    })
    void idxFiles_unusable_areRefusedInOneSentence(String damage, String sentence)
            throws IOException {
        IDXFolder data = IDXFolder.of(folder.resolve("data"), 200, 50);
        switch (damage) {
            case "missing" -> data.remove(TEST_LABELS + ".gz");
            case "truncated" -> data.resize(TRAIN_IMAGES, -1);
            case "truncatedGzip" -> data.resize(TEST_IMAGES + ".gz", -1000);
            case "oversized" -> data.resize(TRAIN_IMAGES, 3);
            case "swapped" -> data.copy(TRAIN_LABELS, TRAIN_IMAGES);
            case "huge" -> {
                data.put(TRAIN_IMAGES, 4, Integer.MAX_VALUE);
                data.put(TRAIN_LABELS, 4, Integer.MAX_VALUE);
            }
            case "counts" -> {
                data.put(TRAIN_LABELS, 4, 199);
                data.resize(TRAIN_LABELS, -1);
            }
            default -> throw new AssertionError(damage);
        }
        Map<String, String> before = Folders.content(folder);

        Processes.Result result =
                InProcess.run(
                        folder,
                        "run",
                        "--dataset",
                        "mnist",
                        "--data-dir",
                        "data",
                        "--hidden",
                        "8",
                        "-o",
                        "target");

        assertRefused(result, sentence);
        assertThat(Folders.content(folder)).isEqualTo(before);
    }

    @Test
    void folder_notEmpty_isLeftAloneAndForceOffered() throws IOException {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.writeString(mine.resolve("thesis.txt"), "years of work");

        Processes.Result result = Cli.here().run(folder, "run", "--hidden", "8", "-o", "mine");

        assertRefused(result, "cannot write to mine: the folder is not empty; ");
        assertThat(result.err()).endsWith("or allow overwriting an earlier run by --force\n");
        assertThat(Folders.content(folder)).containsOnlyKeys("mine/thesis.txt");
    }

    @Test
    void folder_belowAFile_isRefusedBeforeAnythingIsDone() throws IOException {
        Files.writeString(folder.resolve("file"), "");

        Processes.Result below =
                Cli.here().run(folder, "run", "--hidden", "8", "-o", "file/target");
        Processes.Result file = Cli.here().run(folder, "run", "--hidden", "8", "-o", "file");

        assertRefused(below, "cannot write to file/target: ");
        assertRefused(file, "cannot write to file: it is a file, not a folder");
        assertThat(Folders.content(folder)).containsOnlyKeys("file");
    }

    /** One sentence, no trace of a program, nothing on standard output, nothing on disk. */
    private void assertRefused(Processes.Result result, String sentence) throws IOException {
        assertThat(result.err()).doesNotContain("at io.github", "Exception");
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).startsWith("inittrace: ").contains(sentence);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(folder.resolve("target")).doesNotExist();
        assertThat(folder.resolve("inittrace-runs")).doesNotExist();
    }
}
