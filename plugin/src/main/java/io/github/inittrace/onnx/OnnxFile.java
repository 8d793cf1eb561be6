// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * An ONNX model on disk, of any size and from any tool: its structure in memory, its weights in the
 * file until they are asked for. Files are taken for hostile: nothing is allocated by what a file
 * claims, and every refusal is an {@link IOException} of one sentence that names the file.
 *
 * @param path the file
 * @param model the whole model but for the values of its tensors
 * @param tensors its tensors, in the file's order: initialisers and the values of Constant nodes,
 *     also those of subgraphs and functions
 * @param sparse the names of its sparse initialisers, which are not read
 */
public record OnnxFile(
        Path path, OnnxMl.ModelProto model, List<StoredTensor> tensors, List<String> sparse) {

    /** The newest version of ONNX' operators that this release knows. */
    public static final int NEWEST_OPSET = 28;

    /** The newest version of the format that this release knows. */
    public static final int NEWEST_IR = 14;

    /** A structure of this size has some 100 000 nodes. */
    private static final long MOST_STRUCTURE = 64L << 20;

    /** Protobuf's objects take up to this many times the bytes they are read from. */
    private static final int MEMORY_PER_BYTE = 16;

    public OnnxFile {
        tensors = List.copyOf(tensors);
        sparse = List.copyOf(sparse);
    }

    /**
     * Reads the structure of a model.
     *
     * @param file an ONNX model
     * @return the model; its tensors' values are read from the file when they are asked for
     * @throws IOException if the file cannot be read, is no ONNX model, is of a version that this
     *     release does not know, or does not make sense
     */
    public static OnnxFile open(Path file) throws IOException {
        try {
            StructureScan.Structure structure = scan(file);
            OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(structure.model());
            requireKnown(file, model);
            ValueOrder.check(model);
            TensorList tensors = TensorList.of(file, model, structure.payloads());
            return new OnnxFile(file, model, tensors.tensors(), tensors.sparse());
        } catch (MalformedModelException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is not a complete ONNX model: " + complaint(file, e), e);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot read " + file + ": there is no such file", e);
        }
    }

    private static StructureScan.Structure scan(Path file) throws IOException {
        long room = Math.min(MOST_STRUCTURE, Runtime.getRuntime().maxMemory() / MEMORY_PER_BYTE);
        long size = size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return StructureScan.of(in, (int) size, room);
        } catch (StructureScan.TooLargeException e) {
            throw new MalformedModelException(
                    "has more than "
                            + (room >> 20)
                            + " MiB of structure besides its weights, which is more than is read;"
                            + " raise -Xmx, or take out what is no network",
                    e);
        } catch (InvalidProtocolBufferException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static long size(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("cannot read " + file + ": it is not a file");
        }
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            throw new MalformedModelException(
                    "has "
                            + size
                            + " bytes, an ONNX file has less than 2 GiB; keep the weights in"
                            + " external data");
        }
        return size;
    }

    private static void requireKnown(Path file, OnnxMl.ModelProto model) throws IOException {
        if (!model.hasGraph()) {
            throw new MalformedModelException(
                    "is not an ONNX model: expected a graph, found " + OtherFormat.of(file));
        }
        if (model.getIrVersion() > NEWEST_IR) {
            throw new MalformedModelException(
                    "has IR version "
                            + model.getIrVersion()
                            + ", this release reads up to "
                            + NEWEST_IR
                            + "; use a newer InitTrace");
        }
        for (OnnxMl.OperatorSetIdProto opset : model.getOpsetImportList()) {
            boolean standard = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
            if (standard && opset.getVersion() > NEWEST_OPSET) {
                throw new MalformedModelException(
                        "needs opset "
                                + opset.getVersion()
                                + ", this release knows up to "
                                + NEWEST_OPSET
                                + "; export it with an older opset, or use a newer InitTrace");
            }
        }
    }

    private static String complaint(Path file, InvalidProtocolBufferException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('.');
        String sentence = end < 0 ? message : message.substring(0, end);
        String other = OtherFormat.of(file);
        return other.equals(OtherFormat.NONE) ? sentence : "it looks like " + other;
    }
}
