// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.inittrace.files.FileFailure;
import io.github.inittrace.files.FileSignature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An ONNX model on disk, of any size and from any tool: its structure in memory, its weights in the
 * file until they are asked for. Files are taken for hostile: nothing is allocated by what a file
 * claims, and every refusal is an {@link IOException} of one sentence that names the file. A file of
 * another format, which has tensors alone, is a model without nodes.
 *
 * @param path the file
 * @param model the model but for the values of its tensors and what this release's ONNX lacks
 * @param tensors its tensors, in the file's order: initialisers and the values of Constant nodes,
 *     also those of subgraphs and functions, sparse ones too
 * @param attributeTensors the tensors that attributes of nodes hold, found by their {@link
 *     StoredTensor#holder}; those that make no sense are left out
 */
public record OnnxFile(
        Path path,
        OnnxMl.ModelProto model,
        List<StoredTensor> tensors,
        List<StoredTensor> attributeTensors) {

    /** The newest version of ONNX' operators that this release knows. */
    public static final int NEWEST_OPSET = 28;

    /** The newest version of the format that this release knows. */
    public static final int NEWEST_IR = 14;

    /** A structure of this size has some 300 000 nodes. */
    private static final long MOST_STRUCTURE = 64L << 20;

    /** The most that a structure takes in memory for each byte of room, twice: a diff reads two. */
    private static final int MEMORY_PER_BYTE = 32;

    public OnnxFile {
        tensors = List.copyOf(tensors);
        attributeTensors = List.copyOf(attributeTensors);
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
        long room = Math.min(MOST_STRUCTURE, Runtime.getRuntime().maxMemory() / MEMORY_PER_BYTE);
        try {
            StructureScan.Structure structure = scan(file, room);
            OnnxMl.ModelProto model = OnnxMl.ModelProto.parseFrom(structure.model());
            requireKnown(file, model);
            ValueOrder.check(model);
            TensorList tensors = TensorList.of(file, model, structure.payloads(), room);
            return new OnnxFile(
                    file,
                    model,
                    tensors.tensors(),
                    AttributeTensors.of(file, model, structure.payloads()));
        } catch (MalformedModelException e) {
            throw new IOException(file + " " + e.getMessage(), e);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is not a complete ONNX model: " + complaint(file, e), e);
        } catch (IOException e) {
            throw FileFailure.cannotRead(file, e);
        }
    }

    /**
     * A file that has tensors and no graph.
     *
     * @param path the file
     * @param loose its tensors, in its order
     */
    public static OnnxFile ofTensors(Path path, List<LooseTensor> loose) {
        OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder();
        List<StoredTensor> tensors = new ArrayList<>();
        for (LooseTensor tensor : loose) {
            ElementType type = tensor.type();
            OnnxMl.TensorProto header =
                    OnnxMl.TensorProto.newBuilder()
                            .setName(tensor.name())
                            .setDataType(
                                    type == null
                                            ? OnnxMl.TensorProto.DataType.UNDEFINED_VALUE
                                            : type.number())
                            .addAllDims(tensor.shape().stream().map(Integer::longValue).toList())
                            .build();
            graph.addInitializer(header);
            tensors.add(
                    new StoredTensor(
                            path,
                            tensor.name(),
                            true,
                            new StoredTensor.Holder(header, List.of(header)),
                            type,
                            tensor.typeName(),
                            false,
                            tensor.shape(),
                            tensor.values()));
        }
        OnnxMl.ModelProto model = OnnxMl.ModelProto.newBuilder().setGraph(graph).build();
        return new OnnxFile(path, model, tensors, List.of());
    }

    /** Whether there is more than tensors: nodes that take them. */
    public boolean hasGraph() {
        return model.getGraph().getNodeCount() > 0;
    }

    /**
     * The SHA-256, in hexadecimal, of the file and, where it keeps values in other files, of these
     * behind it, one after the other in the order of the tensors.
     *
     * @throws IOException if one cannot be read; the message names the file
     */
    public String sha256() throws IOException {
        Set<Path> files = new LinkedHashSet<>(List.of(path));
        try {
            for (StoredTensor tensor : tensors) {
                for (OnnxMl.TensorProto part : tensor.parts()) {
                    if (part.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) {
                        files.add(ExternalData.of(path, part).file());
                    }
                }
            }
            return FileHash.of(files);
        } catch (MalformedTensorException e) {
            throw new IOException(path + " cannot be used: a tensor " + e.getMessage(), e);
        }
    }

    /**
     * Lets the model pass to a runtime that reads external data by itself.
     *
     * @throws IOException if a tensor anywhere in it has its values in a file outside the model's
     *     folder, or in none; the message names the file and the tensor
     */
    public void requireOwnFiles() throws IOException {
        ExternalFiles.check(path, model);
    }

    private static StructureScan.Structure scan(Path file, long room) throws IOException {
        int size = size(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return StructureScan.of(in, size, room);
        } catch (StructureScan.TooLargeException e) {
            requireNoOther(file);
            throw new MalformedModelException(
                    "has more than "
                            + (room >> 20)
                            + " MiB of structure besides its weights, which is more than is read;"
                            + " raise -Xmx, or take out what is no network",
                    e);
        }
    }

    private static int size(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is not a file");
        }
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            requireNoOther(file);
            throw new MalformedModelException(
                    "has "
                            + size
                            + " bytes, an ONNX file has less than 2 GiB; keep the weights in"
                            + " external data");
        }
        return (int) size;
    }

    /** What is too large for a model may be something else altogether. */
    private static void requireNoOther(Path file) throws MalformedModelException {
        Optional<String> other = other(file);
        if (other.isPresent()) {
            throw new MalformedModelException(
                    "is not an ONNX model: expected a graph, found " + other.get());
        }
    }

    private static void requireKnown(Path file, OnnxMl.ModelProto model) throws IOException {
        if (!model.hasGraph()) {
            throw new MalformedModelException(
                    "is not an ONNX model: expected a graph, found "
                            + other(file).orElse("none in the file"));
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
        return other(file).map(other -> "it looks like " + other).orElse(sentence);
    }

    private static Optional<String> other(Path file) {
        return FileSignature.of(file).map(found -> found.words("export the model to ONNX"));
    }
}
