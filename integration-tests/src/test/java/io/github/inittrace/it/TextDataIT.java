// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command on CSV and libsvm files as people have them. */
class TextDataIT {
    @TempDir private Path folder;

    @Test
    void csv_withoutHeader_isDoubtedThenTrainedOnWholeAndReplayed() throws IOException {
        StringBuilder flowers = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            flowers.append("5.1,3.").append(i).append(",1.4,0.2,setosa\n");
            flowers.append("7.0,3.").append(i).append(",4.7,1.4,versicolor\n");
            flowers.append("6.3,3.").append(i).append(",6.0,2.5,virginica\n");
        }
        Files.writeString(folder.resolve("iris.data"), flowers);

        for (String response : List.of("species", "setosa")) {
            Processes.Result doubted = run("iris.data", "csv", "--response", response);
            assertThat(doubted.exit()).isEqualTo(2);
            assertThat(doubted.errLines())
                    .containsExactly(
                            "inittrace: expected names of columns in the first row of iris.data,"
                                    + " found what looks like data, 5.1, 3.0, 1.4, 0.2, setosa;"
                                    + " name the columns by --header, or say --no-header");
        }

        Processes.Result numbered =
                run("iris.data", "csv", "--no-header", "--response", "5", "-o", "numbered");
        assertThat(numbered.errLines()).isEmpty();
        assertThat(numbered.exit()).isZero();
        Processes.Result named =
                run(
                        "iris.data",
                        "csv",
                        "--header",
                        "sl,sw,pl,pw,species",
                        "--response",
                        "species",
                        "-o",
                        "named");
        assertThat(named.exit()).as(named.err()).isZero();

        RunFolder run = RunFolder.open(folder.resolve("named"));
        assertThat(run.record().training().examples()).isEqualTo(120);
        assertThat(run.record().validation().get(0).examples()).isEqualTo(30);
        for (String each : List.of("numbered", "named")) {
            Processes.Result replayed = InProcess.run(folder, "replay", each);
            assertThat(replayed.out()).as(replayed.err()).startsWith("identical: ");
        }
    }

    @Test
    void csv_inAnotherEncoding_isRefusedUntilItIsNamed() throws IOException {
        String cats = "a;y\n" + "1;\u043a\u043e\u0442\n2;\u043f\u0451\u0441\n".repeat(20);
        Files.write(folder.resolve("cats.csv"), cats.getBytes(Charset.forName("windows-1251")));

        Processes.Result refused = run("cats.csv", "csv", "--response", "y");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly(
                        "inittrace: expected UTF-8 text in cats.csv, found other bytes in row 2;"
                                + " convert it, or name its encoding by --encoding");

        Processes.Result read =
                run("cats.csv", "csv", "--response", "y", "--encoding", "cp1251", "-o", "cats");
        assertThat(read.exit()).isZero();
        assertThat(read.errLines())
                .containsExactly("inittrace: cats.csv is read as parted by semicolons");
        assertThat(Files.readString(folder.resolve("cats").resolve("labels.csv")))
                .contains("\u043a\u043e\u0442", "\u043f\u0451\u0441");
    }

    @Test
    void csv_ofOneClass_isRefusedUnlessItIsMeant() throws IOException {
        Files.writeString(folder.resolve("one.csv"), "a,y\n" + "1,spam\n2,spam\n".repeat(9));

        Processes.Result refused = run("one.csv", "csv", "--response", "y");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.errLines())
                .containsExactly(
                        "inittrace: expected at least two labels in column 'y', found one, 'spam';"
                                + " is --response the right column, or is --allow-one-class meant?");

        Processes.Result meant =
                run("one.csv", "csv", "--response", "y", "--allow-one-class", "-o", "one");
        assertThat(meant.exit()).isZero();
        assertThat(meant.errLines())
                .containsExactly(
                        "inittrace: warning: all training examples have the same label; there is"
                                + " nothing to learn");
    }

    @Test
    void libsvm_inEveryCountry_hasTheSameFeatures() throws IOException {
        String lines = "\ufeff" + "+1 1:1 12:2 # first\n-1 3:1\n1.0 2:1\n-1\n\n".repeat(9);
        Files.write(folder.resolve("t.svm"), lines.getBytes(StandardCharsets.UTF_8));
        List<String> arguments = new ArrayList<>(List.of("run", "-q", "--dataset", "libsvm"));
        arguments.addAll(List.of("--data-dir", "t.svm", "--hidden", "4", "--epochs", "1"));
        arguments.addAll(List.of("-o", "egypt"));

        Processes.Result result =
                Cli.here()
                        .with("-Duser.language=ar", "-Duser.country=EG")
                        .run(folder, arguments.toArray(new String[0]));

        assertThat(result.errLines()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(folder.resolve("egypt").resolve("features.csv"))
                .hasContent("id,name\n0,00\n1,01\n2,02\n3,11\n");
        assertThat(Files.readAllLines(folder.resolve("egypt").resolve("labels.csv"))).hasSize(3);
    }

    private Processes.Result run(String file, String dataset, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "-q", "--dataset", dataset));
        arguments.addAll(List.of("--data-dir", file, "--hidden", "4", "--epochs", "1"));
        arguments.addAll(List.of(more));
        return InProcess.run(folder, arguments.toArray(new String[0]));
    }
}
