// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.inittrace.mlp.MLPClassificationTrainer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.datasource.LibSVMDataSource;

/** Jobs that a stranger wrote: nothing is fetched, and no file read that is not data. */
@Timeout(60)
class HostileJobTest {
    private static final String SOURCE = LibSVMDataSource.class.getName();
    private static final String NETWORK = MLPClassificationTrainer.class.getName();

    @TempDir private Path temp;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void nobodyCame() {
        server.stop(0);
        assertThat(asked).isEmpty();
    }

    private String source() {
        return "{\"class\": \""
                + SOURCE
                + "\", \"url\": \"http://127.0.0.1:"
                + server.getAddress().getPort()
                + "/stolen\", \"outputFactory\": {\"class\":"
                + " \"org.tribuo.classification.LabelFactory\"}}";
    }

    private Path job(String json) throws IOException {
        return Files.writeString(temp.resolve("job.json"), json);
    }

    private static void refused(Path job, String part) {
        assertThatThrownBy(() -> Job.read(job))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot read "
                                + job
                                + ": the "
                                + part
                                + " of the job: "
                                + SOURCE
                                + " and 1 more is no class that can be named here");
    }

    @Test
    void read_aSourceInPlaceOfTheTrainer_isNotMade() throws IOException {
        refused(job("{\"trainer\": " + source() + "}"), "trainer");
    }

    @Test
    void read_aSourceInPlaceOfAPartOfTheTrainer_isNotMade() throws IOException {
        refused(
                job(
                        "{\"trainer\": {\"class\": \""
                                + NETWORK
                                + "\", \"optimiser\": "
                                + source()
                                + "}}"),
                "trainer");
    }

    @Test
    void read_aSourceInsideTheData_isNotMade() throws IOException {
        refused(
                job(
                        "{\"trainer\": {\"class\": \""
                                + NETWORK
                                + "\"}, \"data\": {\"header\": ["
                                + source()
                                + "]}}"),
                "data");
    }

    /** Whoever only compares jobs must not make a network for it, whose start may be any file. */
    @Test
    void idIn_aJob_makesNothingOfIt() throws IOException {
        assertThat(Job.idIn(job("{\"trainer\": " + source() + "}"))).hasSize(16);
        assertThat(Job.idIn(job("{\"trainer\": {\"class\": \"com.acme.None\"}}"))).hasSize(16);
        Path none = job("{\"train\": 1}");
        assertThatThrownBy(() -> Job.idIn(none))
                .hasMessageStartingWith("cannot read " + none + ": a job is made of trainer, ");
    }
}
