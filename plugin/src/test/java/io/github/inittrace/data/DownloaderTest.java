// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloaderTest {
    private static final String NAME = "images.gz";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final byte[] content = new byte[300_000];
    private final List<String> progress = new ArrayList<>();
    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        new Random(5).nextBytes(content);
        server = new LoopbackServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RemoteFile remote(URI... mirrors) {
        return new RemoteFile(
                NAME,
                List.of(mirrors),
                content.length,
                new RemoteFile.Check("MD5", md5(content), false, content.length, content.length));
    }

    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Downloader downloader() {
        return downloader(PATIENCE);
    }

    private Downloader downloader(Duration patience) {
        return new Downloader(
                folder,
                (file, bytes, total) -> progress.add(file + " " + bytes + "/" + total),
                patience);
    }

    private void refused(String message, URI... mirrors) {
        assertThatThrownBy(() -> downloader().fetch(remote(mirrors)))
                .isInstanceOf(DataFileException.class)
                .hasMessage(message);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fetch_aFile_getsItOnce() throws IOException {
        RemoteFile remote = remote(server.at("/a", LoopbackServer.file(content)));

        Path file = downloader().fetch(remote);
        downloader().fetch(remote);

        assertThat(file).isEqualTo(folder.resolve(NAME)).hasBinaryContent(content);
        assertThat(server.requests).containsExactly("/a");
        assertThat(progress.get(0)).isEqualTo("images.gz 0/300000");
        assertThat(progress.get(progress.size() - 1)).isEqualTo("images.gz 300000/300000");
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void fetch_aFile_isForAllAndClearsWhatWasAbandoned() throws IOException {
        Path old = Files.createFile(folder.resolve(NAME + ".123.part"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Path others = Files.createFile(folder.resolve(NAME + ".124.part"));

        Path file = downloader().fetch(remote(server.at("/a", LoopbackServer.file(content))));

        assertThat(old).doesNotExist();
        assertThat(others).exists();
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path plain = Files.createFile(folder.resolve("as-the-system-makes-it"));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void fetch_aRedirect_followsIt() throws IOException {
        URI there = server.at("/there", LoopbackServer.file(content));
        URI moved =
                server.at(
                        "/moved",
                        exchange -> {
                            exchange.getResponseHeaders().set("Location", there.toString());
                            exchange.sendResponseHeaders(302, -1);
                        });

        assertThat(downloader().fetch(remote(moved))).hasBinaryContent(content);
        assertThat(server.requests).containsExactly("/moved", "/there");
    }

    @Test
    void fetch_notFoundAtOneMirror_takesTheNext() throws IOException {
        URI gone = server.at("/gone", LoopbackServer.status(404));
        URI there = server.at("/there", LoopbackServer.file(content));

        assertThat(downloader().fetch(remote(gone, there))).hasBinaryContent(content);
    }

    @Test
    void fetch_notFoundAnywhere_saysWhatEachAnswered() {
        refused(
                "cannot download images.gz: localhost answered with status 404, localhost answered"
                        + " with status 503; try again later, or get it by other means and name its"
                        + " folder with path(...)",
                server.at("/a", LoopbackServer.status(404)),
                server.at("/b", LoopbackServer.status(503)));
    }

    @Test
    void fetch_withoutNetwork_saysSo() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        refused(
                "cannot download images.gz: localhost could not be reached, host.invalid could not"
                        + " be reached; try again later, or get it by other means and name"
                        + " its folder with path(...)",
                URI.create("http://localhost:" + port + "/x"),
                URI.create("http://host.invalid/x"));
    }

    @Test
    void fetch_wrongContent_isNotKept() {
        byte[] wrong = new byte[content.length];
        refused(
                "cannot download images.gz: localhost sent content with MD5 "
                        + md5(wrong)
                        + ", expected "
                        + md5(content)
                        + "; try again later, or get it by other means and name its folder with"
                        + " path(...)",
                server.at("/a", LoopbackServer.file(wrong)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fetch_wrongLength_isNotKept() {
        refused(
                "cannot download images.gz: localhost sent 10 bytes, expected 300000; try again"
                        + " later, or get it by other means and name its folder with path(...)",
                server.at("/a", LoopbackServer.file(new byte[10])));
        refused(
                "cannot download images.gz: localhost sent more than 300000 bytes; try again"
                        + " later, or get it by other means and name its folder with path(...)",
                server.at("/b", LoopbackServer.file(new byte[300_001])));
        refused(
                "cannot download images.gz: localhost sent more than 300000 bytes; try again"
                        + " later, or get it by other means and name its folder with path(...)",
                server.at(
                        "/endless",
                        exchange -> {
                            exchange.sendResponseHeaders(200, 0);
                            while (true) {
                                exchange.getResponseBody().write(content);
                            }
                        }));
    }

    @Test
    void fetch_brokenOff_takesTheNextMirrorFromTheStart() throws IOException {
        URI cut = server.at("/cut", LoopbackServer.cutAt(content, 100_000));
        URI whole = server.at("/whole", LoopbackServer.file(content));

        assertThat(downloader().fetch(remote(cut, whole))).hasBinaryContent(content);
        assertThat(server.requests).containsExactly("/cut", "/whole");
    }

    @Test
    void fetch_brokenOffEverywhere_leavesNothing() {
        refused(
                "cannot download images.gz: localhost broke off after 100000 bytes; try again"
                        + " later, or get it by other means and name its folder with path(...)",
                server.at("/cut", LoopbackServer.cutAt(content, 100_000)));
    }

    @Test
    void fetch_fileInItsPlace_isUsedAsItIs() throws IOException {
        Path file = Files.write(folder.resolve(NAME), new byte[10]);

        assertThat(downloader().fetch(remote(server.uri("/a")))).isEqualTo(file);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void fetch_serverThatStalls_isLeftAfterAWhile() {
        CountDownLatch never = new CountDownLatch(1);
        URI silent = server.at("/silent", exchange -> never.await());
        URI stuck =
                server.at(
                        "/stuck",
                        exchange -> {
                            exchange.sendResponseHeaders(200, content.length);
                            exchange.getResponseBody().write(content, 0, 100);
                            exchange.getResponseBody().flush();
                            never.await();
                        });

        assertThatThrownBy(() -> downloader(Duration.ofMillis(300)).fetch(remote(silent, stuck)))
                .isInstanceOf(DataFileException.class)
                .hasMessage(
                        "cannot download images.gz: localhost sent nothing for 0.3 seconds,"
                                + " localhost sent nothing for 0.3 seconds; try again later, or"
                                + " get it by other means and name its folder with path(...)");
    }

    @Test
    void fetch_folderThatCannotBe_isNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Downloader stuck = new Downloader(file.resolve("in"), DownloadListener.NONE, PATIENCE);

        assertThatThrownBy(() -> stuck.fetch(remote(server.uri("/a"))))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith("cannot write to " + file.resolve("in") + ": ")
                .hasMessageEndingWith(
                        "; free some space there, or choose another folder by INITTRACE_CACHE");
    }

    @Test
    void fetch_gzip_checksWhatItHolds() throws IOException {
        byte[] zipped = IDXFiles.gzip(content);
        URI uri = server.at("/a", LoopbackServer.file(zipped));
        RemoteFile.Check check =
                new RemoteFile.Check("MD5", md5(content), true, -1, content.length);
        RemoteFile right = new RemoteFile(NAME, List.of(uri), 1_000_000, check);
        RemoteFile.Check small = new RemoteFile.Check("MD5", md5(content), true, -1, 1000);

        assertThat(downloader().fetch(right)).hasBinaryContent(zipped);
        Files.delete(folder.resolve(NAME));
        assertThatThrownBy(
                        () ->
                                downloader()
                                        .fetch(new RemoteFile(NAME, List.of(uri), 999_999, small)))
                .hasMessageStartingWith(
                        "cannot download images.gz: localhost sent a damaged gzip file;");
    }
}
