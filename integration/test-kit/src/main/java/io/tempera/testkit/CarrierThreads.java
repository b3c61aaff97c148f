package io.tempera.testkit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/**
 * The two things that the JDK (21 to 25) keeps to itself: virtual threads on an executor of ours,
 * and which platform thread the present code really runs on.
 */
final class CarrierThreads {
  private static final MethodHandle BUILDER;
  private static final MethodHandle CARRIER;

  static {
    try {
      Class<?> builder = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
      MethodHandles.Lookup inside = MethodHandles.privateLookupIn(builder, MethodHandles.lookup());
      BUILDER =
          inside
              .findConstructor(builder, MethodType.methodType(void.class, Executor.class))
              .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
      CARRIER =
          MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
              .findStatic(
                  Thread.class, "currentCarrierThread", MethodType.methodType(Thread.class));
    } catch (ReflectiveOperationException closed) {
      throw new IllegalStateException(
          "Virtual time needs the JVM option --add-opens java.base/java.lang=ALL-UNNAMED (in"
              + " Maven the argLine of surefire), and a JDK"
              + " from 21 to 25",
          closed);
    }
  }

  private CarrierThreads() {}

  /** A builder of virtual threads that the given executor runs. */
  static Thread.Builder.OfVirtual builder(Executor scheduler) {
    try {
      return (Thread.Builder.OfVirtual) BUILDER.invokeExact(scheduler);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The platform thread under the present code. */
  static Thread current() {
    try {
      return (Thread) CARRIER.invokeExact();
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
