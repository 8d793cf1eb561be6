// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that misbehaves as told, and remembers what it was asked. */
final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The path of each request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Answers one request. */
    interface Answer {
        void to(HttpExchange exchange) throws Exception;
    }

    URI at(String path, Answer answer) {
        server.createContext(
                path,
                exchange -> {
                    requests.add(path);
                    try (exchange) {
                        answer.to(exchange);
                    } catch (Exception e) {
                        // The client has gone, or the test is over.
                    }
                });
        return uri(path);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    /** Sends all of it. */
    static Answer file(byte[] content) {
        return cutAt(content, content.length);
    }

    /** Promises all of it, but breaks off before byte {@code end}. */
    static Answer cutAt(byte[] content, int end) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, end);
            exchange.getResponseBody().flush();
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
