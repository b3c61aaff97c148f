package io.tempera.runtime.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;

/**
 * What the JDK (24 and 25) keeps to itself: virtual threads on an executor of ours, and the
 * executor on which they usually run.
 */
final class CarrierAccess {
  /** Before it, a virtual thread that holds a monitor keeps its carrier while it waits. */
  private static final int FIRST_FEATURE = 24;

  private final MethodHandle builder;
  private final Executor usual;

  private CarrierAccess(MethodHandle builder, Executor usual) {
    this.builder = builder;
    this.usual = usual;
  }

  /** It is not to be had: the message says what is missing, and what to do. */
  static final class Missing extends Exception {
    private static final long serialVersionUID = 1L;

    Missing(String message) {
      super(message);
    }
  }

  /** Gets it. */
  static CarrierAccess get() throws Missing {
    int feature = Runtime.version().feature();
    if (feature < FIRST_FEATURE) {
      throw new Missing(
          "Java "
              + feature
              + " lets a virtual thread that holds a monitor block its event loop; run the node on"
              + " Java "
              + FIRST_FEATURE
              + " or later");
    }
    try {
      Class<?> type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
      MethodHandle builder =
          MethodHandles.privateLookupIn(type, MethodHandles.lookup())
              .findConstructor(type, MethodType.methodType(void.class, Executor.class))
              .asType(MethodType.methodType(Thread.Builder.OfVirtual.class, Executor.class));
      Class<?> thread = Class.forName("java.lang.VirtualThread");
      MethodHandle usual =
          MethodHandles.privateLookupIn(thread, MethodHandles.lookup())
              .findStatic(thread, "defaultScheduler", MethodType.methodType(Executor.class));
      return new CarrierAccess(builder, (Executor) usual.invokeExact());
    } catch (IllegalAccessException closed) {
      throw new Missing(
          "the JVM keeps its scheduler closed; start it with"
              + " --add-opens java.base/java.lang=ALL-UNNAMED, as bin/tempera does");
    } catch (Throwable changed) {
      throw new Missing("Java " + feature + " has no such door any more (" + changed + "); use 25");
    }
  }

  /** A builder of virtual threads that the given executor runs. */
  Thread.Builder.OfVirtual builder(Executor scheduler) {
    try {
      return (Thread.Builder.OfVirtual) builder.invokeExact(scheduler);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Where virtual threads run unless somebody says otherwise. */
  Executor usual() {
    return usual;
  }
}
