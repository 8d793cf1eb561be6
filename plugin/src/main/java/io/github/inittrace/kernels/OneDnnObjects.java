// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.kernels;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What oneDNN needs to be told of before it computes, freed together.
 *
 * <p>All that makes something throws {@link IllegalStateException} if oneDNN does not.
 */
final class OneDnnObjects {
    final dnnl_engine engine = new dnnl_engine();
    private final dnnl_stream stream = new dnnl_stream();

    /** What has to be freed, in the order in which it was made. */
    private final List<Runnable> made = new ArrayList<>();

    /** Something to compute, and on what. */
    record Pass(dnnl_primitive primitive, dnnl_exec_arg_t arguments, int count) {}

    OneDnnObjects() {
        check(dnnl_engine_create(engine, dnnl_cpu, 0));
        made.add(() -> dnnl_engine_destroy(engine));
        check(dnnl_stream_create(stream, engine, dnnl_stream_default_flags));
        made.add(() -> dnnl_stream_destroy(stream));
    }

    /** Memory of Java's library that is to be freed with the rest. */
    <P extends Pointer> P freeLater(P pointer) {
        made.add(pointer::close);
        return pointer;
    }

    /** A plan that is to be freed with the rest. */
    void destroyLater(dnnl_primitive_desc plan) {
        made.add(() -> dnnl_primitive_desc_destroy(plan));
    }

    /** Attributes that are to be freed with the rest. */
    dnnl_primitive_attr attributes() {
        dnnl_primitive_attr attributes = new dnnl_primitive_attr();
        check(dnnl_primitive_attr_create(attributes));
        made.add(() -> dnnl_primitive_attr_destroy(attributes));
        return attributes;
    }

    dnnl_memory_desc description(int type, long[] shape, long[] strides) {
        dnnl_memory_desc description = new dnnl_memory_desc();
        check(
                dnnl_memory_desc_create_with_strides(
                        description, shape.length, shape, type, strides));
        made.add(() -> dnnl_memory_desc_destroy(description));
        return description;
    }

    dnnl_memory memory(dnnl_memory_desc description, Pointer where) {
        dnnl_memory memory = new dnnl_memory();
        check(dnnl_memory_create(memory, description, engine, where));
        made.add(() -> dnnl_memory_destroy(memory));
        return memory;
    }

    /**
     * Something to compute.
     *
     * @param roles what each memory is to it
     */
    Pass pass(dnnl_primitive_desc plan, int[] roles, dnnl_memory... memories) {
        dnnl_primitive primitive = new dnnl_primitive();
        check(dnnl_primitive_create(primitive, plan));
        made.add(() -> dnnl_primitive_destroy(primitive));
        dnnl_exec_arg_t arguments = freeLater(new dnnl_exec_arg_t(roles.length));
        for (int i = 0; i < roles.length; i++) {
            arguments.position(i).arg(roles[i]).memory(memories[i]);
        }
        return new Pass(primitive, arguments.position(0), roles.length);
    }

    /** Begins to compute; in the order of the calls. */
    void execute(Pass pass) {
        check(dnnl_primitive_execute(pass.primitive, stream, pass.count, pass.arguments));
    }

    /** Waits until all that was begun is done. */
    void await() {
        check(dnnl_stream_wait(stream));
    }

    /** What oneDNN calls the code that it has chosen. */
    static String implementation(dnnl_primitive_desc plan) {
        try (PointerPointer<BytePointer> name = new PointerPointer<>(1)) {
            check(dnnl_primitive_desc_query(plan, dnnl_query_impl_info_str, 0, name));
            return name.get(BytePointer.class, 0).getString();
        }
    }

    static void check(int status) {
        if (status != dnnl_success) {
            throw new IllegalStateException("oneDNN does not compute this: status " + status);
        }
    }

    void close() {
        for (int i = made.size() - 1; i >= 0; i--) {
            made.get(i).run();
        }
        made.clear();
    }
}
