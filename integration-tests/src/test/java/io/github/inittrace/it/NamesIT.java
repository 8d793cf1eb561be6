// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.inittrace.run.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that the locale cannot decode are refused; whatever a name holds, it is shown on a line. */
class NamesIT {
    private static final String ADVICE =
            " cannot be read in this locale (ANSI_X3.4-1968); set LC_ALL=C.UTF-8";
    private static final Map<String, String> C = Map.of("LC_ALL", "C");

    @TempDir private Path folder;

    @BeforeEach
    void requireLinuxInUtf8() {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
        Tools.requireUtf8Names();
    }

    private void classes(String... names) throws IOException {
        for (String name : names) {
            Path inside = Files.createDirectories(folder.resolve("classes").resolve(name));
            for (int i = 0; i < 5; i++) {
                BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setSample(i % 4, name.length() % 4, 0, 255);
                ImageIO.write(image, "png", inside.resolve(i + ".png").toFile());
            }
        }
    }

    private Processes.Result inC(Path from, String... arguments) throws IOException {
        return Processes.run(from, Cli.here().command(arguments), C);
    }

    private static void assertRefused(Processes.Result result, String message) {
        assertThat(result.errLines()).containsExactly("inittrace: " + message);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void classFolders_thatTheLocaleCannotDecode_areRefused() throws IOException {
        classes("кот", "пёс");
        String[] run = {
            "run", "--dataset", "png-folder", "--data-dir", "classes", "--hidden", "4", "-o", "run"
        };

        assertRefused(inC(folder, run), "the name of a folder in classes" + ADVICE);
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(Cli.here().run(folder, run).exit()).isZero();
        assertThat(Files.readAllLines(folder.resolve("run/labels.csv")))
                .containsExactly("id,name", "0,кот", "1,пёс");
    }

    @Test
    void currentFolder_thatTheLocaleCannotDecode_isRefused() throws IOException {
        Path current = Files.createDirectory(folder.resolve("папка"));

        assertRefused(
                inC(current, "run", "-q", "--hidden", "4", "--epochs", "0"),
                "the name of the current folder" + ADVICE);
        assertThat(Folders.content(folder)).isEmpty();
        try (var entries = Files.list(folder)) {
            assertThat(entries).containsExactly(current);
        }
    }

    @Test
    void argument_thatTheLocaleCannotDecode_isRefused() throws IOException {
        String lost = "\uFFFD".repeat(6);

        assertRefused(inC(folder, "report", "кот"), "the argument '" + lost + "'" + ADVICE);
        assertRefused(
                inC(folder, "run", "--out=кот"), "the argument '--out=" + lost + "'" + ADVICE);
        assertThat(Folders.content(folder)).isEmpty();
    }

    @Test
    void runs_thatTheLocaleCannotDecode_areLeftOutOfAComparison() throws IOException {
        for (String name : List.of("runs/a", "runs/b", "runs/опыт")) {
            InProcess.run(folder, "run", "-q", "--hidden", "2", "--epochs", "0", "-o", name);
        }

        Processes.Result result = inC(folder, "compare", "runs");

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.errLines())
                .contains(
                        "inittrace: the name runs/"
                                + "\uFFFD".repeat(8)
                                + ADVICE
                                + "; the comparison leaves this run out");
    }

    @Test
    void plainNames_inTheCLocale_workAndAreTalkedAboutInUtf8() throws IOException {
        classes("cat", "dog");
        Files.writeString(folder.resolve("data.csv"), "x,вид\n1,да\nстол,нет\n");

        Processes.Result run =
                inC(folder, "run", "--dataset", "png-folder", "--data-dir", "classes", "-o", "run");
        Processes.Result csv =
                inC(folder, "run", "--dataset", "csv", "--data-dir", "data.csv", "--response", "y");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(RunFolder.open(folder.resolve("run")).history().last().index()).isEqualTo(10);
        assertThat(csv.exit()).isEqualTo(2);
        assertThat(csv.err()).contains("found x, вид");
        assertThat(inC(folder, "check", "run", "--markdown", "-").out()).contains("✓ passed");
    }

    @Test
    void names_withControlsAndLineBreaks_areShownOnALine() throws IOException {
        String name = "a\u001b[31m\nb\u009b";
        String shown = "a [31m b ";
        Processes.Result run =
                InProcess.run(folder, "run", "--hidden", "2", "--epochs", "0", "-o", name);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("report           " + shown + "/report/index.html\n");

        assertThat(InProcess.run(folder, "report", name).out())
                .isEqualTo(shown + "/report/index.html\n");
        for (String[] words :
                new String[][] {
                    {"report", name},
                    {"report", "no" + name},
                    {"check", name},
                    {"check", name, "--junit", "-"},
                    {"check", name, "--markdown", "-"},
                    {"verify", name},
                    {"replay", name},
                    {"delta", name, "-o", "d" + name},
                    {"diff", name},
                    {"diff", name, "--json"},
                    {"compare", name, name, "no" + name},
                    {"run", "--dataset", name},
                    {"run", "--epochs", name},
                    {"run", "--" + name},
                    {name},
                }) {
            Processes.Result result = InProcess.run(folder, words);
            assertThat(result.out() + result.err())
                    .as(String.join(" ", words))
                    .matches("[\\P{Cc}\n]*");
            assertThat(result.errLines()).allMatch(line -> line.startsWith("inittrace: "));
        }
    }
}
