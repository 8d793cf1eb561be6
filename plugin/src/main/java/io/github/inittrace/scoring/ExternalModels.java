// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.scoring;

import io.github.inittrace.onnx.OnnxFile;
import io.github.inittrace.onnx.OnnxWeights;
import io.github.inittrace.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tribuo.Output;
import org.tribuo.interop.onnx.ONNXExternalModel;

/**
 * Reads the networks that a run exported back as Tribuo models that ONNX Runtime computes: they
 * predict, and can be evaluated, like the models that were exported.
 *
 * <p>What a file's columns stand for is read from its own metadata, so nothing but the file is
 * needed. The models compute on one thread, as those do that Tribuo loads itself, and hold memory
 * outside the heap: close them. Multi-labels are told apart as Tribuo's own objectives do it, at
 * the probability 0.5 or else at the score 0.
 *
 * <p>The plugin does not bring ONNX Runtime; {@code io.github.inittrace:inittrace-scoring} does, in
 * the version that is tested. It loads native code, which from JDK 24 on wants {@code
 * --enable-native-access=ALL-UNNAMED}.
 */
public final class ExternalModels {
    private ExternalModels() {}

    /**
     * The network of a run before the first step of training.
     *
     * @param <T> the type of its outputs
     * @param run the run
     * @param type {@code Label.class}, {@code MultiLabel.class} or {@code Regressor.class}, as the
     *     run's trainer has them
     * @return a model to be closed
     * @throws IOException if the run has no such network, or as {@link #read}
     */
    public static <T extends Output<T>> ONNXExternalModel<T> initial(RunFolder run, Class<T> type)
            throws IOException {
        return read(existing(run, run.initialModel(), RunFolder.INITIAL), type);
    }

    /**
     * The network of a run at the end of training.
     *
     * @param <T> the type of its outputs
     * @param run the run
     * @param type as in {@link #initial}
     * @return a model to be closed
     * @throws IOException if the run has no such network, or as {@link #read}
     */
    public static <T extends Output<T>> ONNXExternalModel<T> trained(RunFolder run, Class<T> type)
            throws IOException {
        return read(existing(run, run.trainedModel(), RunFolder.TRAINED), type);
    }

    /**
     * The network in any file that InitTrace exported.
     *
     * @param <T> the type of its outputs
     * @param file an ONNX file with InitTrace's metadata
     * @param type as in {@link #initial}
     * @return a model to be closed
     * @throws IOException if the file cannot be read, is not complete, was not exported by
     *     InitTrace or has other outputs, or if there is no ONNX Runtime; one sentence
     * @throws IllegalArgumentException if the type is none of the three
     */
    public static <T extends Output<T>> ONNXExternalModel<T> read(Path file, Class<T> type)
            throws IOException {
        OutputKind<T> kind = OutputKind.of(type);
        OnnxFile.open(file).requireOwnFiles();
        ModelColumns columns =
                ModelColumns.of(file, OnnxWeights.read(file).metadata(), kind.name());
        try {
            return Session.open(file, columns, kind);
        } catch (LinkageError e) {
            throw new IOException(unavailable(file, e), e);
        }
    }

    private static Path existing(RunFolder run, Optional<Path> file, String name)
            throws IOException {
        if (file.isPresent()) {
            return file.get();
        }
        throw new IOException(
                run.path()
                        + " holds no "
                        + name
                        + ": "
                        + (name.equals(RunFolder.TRAINED) && run.initialModel().isPresent()
                                ? "training has not ended with a model"
                                : "the trainer's model cannot be exported as ONNX"));
    }

    /** Why the classes of ONNX Runtime cannot be used. */
    private static String unavailable(Path file, LinkageError e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClassNotFoundException) {
                return "cannot load "
                        + file
                        + ": expected ONNX Runtime on the class path, found"
                        + " none; add io.github.inittrace:inittrace-scoring";
            }
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "cannot load " + file + ": ONNX Runtime does not work here: " + root.getMessage();
    }
}
