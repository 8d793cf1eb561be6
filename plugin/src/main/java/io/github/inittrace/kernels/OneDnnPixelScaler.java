// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** By oneDNN's reorder from u8 to f32 with one scale, made once for each shape of the target. */
final class OneDnnPixelScaler extends PixelScaler {
    private static final int SCALES = DNNL_ARG_ATTR_SCALES | DNNL_ARG_SRC;

    private final int pixels;
    private final BytePointer source;
    private final FloatPointer factor;
    private final dnnl_engine engine = new dnnl_engine();
    private final dnnl_stream stream = new dnnl_stream();
    private final Map<Shape, Reorder> reorders = new HashMap<>();

    /** What has to be freed, in the order in which it was made. */
    private final List<Runnable> made = new ArrayList<>();

    /** Rows of a target, and how far apart they are, in floats. */
    private record Shape(int rows, int stride) {}

    private record Reorder(
            dnnl_primitive primitive, dnnl_memory target, dnnl_exec_arg_t arguments) {}

    /**
     * A scaler.
     *
     * @throws IllegalStateException if oneDNN makes none
     */
    OneDnnPixelScaler(int pixels, float factor) {
        this(pixels, factor, new BytePointer((long) ROWS * pixels));
    }

    private OneDnnPixelScaler(int pixels, float factor, BytePointer source) {
        super(pixels, source.asByteBuffer());
        this.pixels = pixels;
        this.source = source;
        made.add(source::close);
        this.factor = new FloatPointer(1).put(factor);
        made.add(this.factor::close);
        check(dnnl_engine_create(engine, dnnl_cpu, 0));
        made.add(() -> dnnl_engine_destroy(engine));
        check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
        made.add(() -> dnnl_stream_destroy(stream));
    }

    @Override
    public void scale(FloatMatrix target) {
        NativeMatrix matrix = (NativeMatrix) target;
        Reorder reorder =
                reorders.computeIfAbsent(
                        new Shape(target.rows, target.stride), shape -> reorder(shape, matrix));
        check(dnnl_memory_set_data_handle(reorder.target, matrix.pointer));
        check(dnnl_primitive_execute(reorder.primitive, stream, 3, reorder.arguments));
        check(dnnl_stream_wait(stream));
    }

    private Reorder reorder(Shape shape, NativeMatrix first) {
        dnnl_memory_desc from = description(dnnl_u8, pixels, shape.rows, pixels);
        dnnl_memory_desc to = description(dnnl_f32, shape.stride, shape.rows, pixels);
        dnnl_memory_desc one = description(dnnl_f32, 1, 1, 1);
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        check(dnnl_primitive_attr_create(attributes));
        made.add(() -> dnnl_primitive_attr_destroy(attributes));
        check(dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_SRC, 0));
        dnnl_primitive_desc plan = new dnnl_primitive_desc();
        check(dnnl_reorder_primitive_desc_create(plan, from, engine, to, engine, attributes));
        made.add(() -> dnnl_primitive_desc_destroy(plan));
        dnnl_primitive primitive = new dnnl_primitive();
        check(dnnl_primitive_create(primitive, plan));
        made.add(() -> dnnl_primitive_destroy(primitive));
        dnnl_memory target = memory(to, first.pointer);
        dnnl_exec_arg_t arguments = new dnnl_exec_arg_t(3);
        arguments.position(0).arg(DNNL_ARG_SRC).memory(memory(from, source));
        arguments.position(1).arg(DNNL_ARG_DST).memory(target);
        arguments.position(2).arg(SCALES).memory(memory(one, factor));
        made.add(arguments::close);
        return new Reorder(primitive, target, arguments.position(0));
    }

    private dnnl_memory_desc description(int type, int stride, int rows, int columns) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        long[] shape = {rows, columns};
        check(
                dnnl_memory_desc_create_with_strides(
                        description, shape.length, shape, type, new long[] {stride, 1}));
        made.add(() -> dnnl_memory_desc_destroy(description));
        return description;
    }

    private dnnl_memory memory(dnnl_memory_desc description, org.bytedeco.javacpp.Pointer where) {
        dnnl_memory memory = new dnnl_memory();
        check(dnnl_memory_create(memory, description, engine, where));
        made.add(() -> dnnl_memory_destroy(memory));
        return memory;
    }

    private static void check(int status) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN scales no pixels: status " + status);
        }
    }

    @Override
    void close() {
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).run();
        }
        made.clear();
    }
}
