// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads by processes of their own: one is killed, two run at once. */
@Timeout(120)
class DownloadProcessesTest {
    @TempDir Path folder;
    private final byte[] content = new byte[500_000];

    /** Downloads a file and says what it sees. */
    static final class Child {
        public static void main(String[] args) throws IOException {
            DownloadListener talk = (file, bytes, total) -> System.out.println(bytes);
            new Downloader(Path.of(args[0]), talk, Downloader.PATIENCE)
                    .fetch(remote(URI.create(args[1]), args[2]));
            System.out.println("done");
        }
    }

    @BeforeEach
    void fill() {
        new Random(6).nextBytes(content);
    }

    private static RemoteFile remote(URI uri, String md5) {
        return new RemoteFile(
                "f", List.of(uri), 1 << 20, new RemoteFile.Check("MD5", md5, false, -1, 1 << 20));
    }

    private String md5() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    }

    private Process child(URI uri) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        uri.toString(),
                        md5())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void readUntil(BufferedReader out, String line) throws IOException {
        String read;
        do {
            read = out.readLine();
            assertThat(read).as("end of the child's output before '%s'", line).isNotNull();
        } while (!read.equals(line));
    }

    @Test
    void killed_inTheMiddle_leavesNoFileInItsPlace() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        try (LoopbackServer server = new LoopbackServer()) {
            URI uri =
                    server.at(
                            "/f",
                            exchange -> {
                                exchange.sendResponseHeaders(200, content.length);
                                exchange.getResponseBody().write(content, 0, content.length / 2);
                                exchange.getResponseBody().flush();
                                killed.await();
                            });
            Process process = child(uri);
            try (BufferedReader out = process.inputReader()) {
                readUntil(out, "250000");
            } finally {
                process.destroyForcibly().waitFor();
                killed.countDown();
            }
            assertThat(folder.resolve("f")).doesNotExist();
        }
    }

    @Test
    void twoProcesses_atOnce_leaveOneWholeFile() throws Exception {
        CountDownLatch bothAsked = new CountDownLatch(2);
        try (LoopbackServer server = new LoopbackServer()) {
            URI uri =
                    server.at(
                            "/f",
                            exchange -> {
                                bothAsked.countDown();
                                bothAsked.await();
                                LoopbackServer.file(content).to(exchange);
                            });
            Process first = child(uri);
            Process second = child(uri);
            try (BufferedReader one = first.inputReader();
                    BufferedReader two = second.inputReader()) {
                readUntil(one, "done");
                readUntil(two, "done");
            } finally {
                first.destroyForcibly();
                second.destroyForcibly();
            }
            assertThat(folder.resolve("f")).hasBinaryContent(content);
            assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
        }
    }
}
