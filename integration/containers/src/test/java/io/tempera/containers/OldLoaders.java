package io.tempera.containers;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The class loaders of bundles that were swapped: none may outlive the swap for long. */
final class OldLoaders {
  /** Collections after which what is still there is pinned. */
  private static final int COLLECTIONS = 10;

  /** A safety net: how long one collection, or a refresh, may take. */
  private static final long LIMIT_S = 30;

  private final List<Old> loaders = new ArrayList<>();

  /** One of them; the same bundle may be in two frameworks. */
  private record Old(String bundle, WeakReference<ClassLoader> loader) {}

  /** Remembers the class loader of a bundle that is about to go, or to be updated. */
  void add(Bundle bundle) {
    loaders.add(
        new Old(
            bundle.getSymbolicName() + " " + bundle.getVersion(),
            new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader())));
  }

  /**
   * Lets the framework forget what it does not need any more, and collects garbage.
   *
   * @throws AssertionError with those that somebody still refers to
   */
  void assertCollected(BundleContext context) throws InterruptedException {
    refresh(context);
    for (int i = 0; i < COLLECTIONS && !pinned().isEmpty(); i++) {
      collectGarbage();
    }
    if (!pinned().isEmpty()) {
      throw new AssertionError("Somebody keeps the classes of " + pinned());
    }
  }

  /** Those that are still there. */
  private List<String> pinned() {
    return loaders.stream().filter(old -> !old.loader().refersTo(null)).map(Old::bundle).toList();
  }

  private static void refresh(BundleContext context) throws InterruptedException {
    CountDownLatch refreshed = new CountDownLatch(1);
    context
        .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
        .adapt(FrameworkWiring.class)
        .refreshBundles(null, event -> refreshed.countDown());
    if (!refreshed.await(LIMIT_S, TimeUnit.SECONDS)) {
      throw new AssertionError("The framework does not refresh its bundles");
    }
  }

  private static void collectGarbage() throws InterruptedException {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), collected);
    System.gc();
    if (collected.remove(TimeUnit.SECONDS.toMillis(LIMIT_S)) != canary) {
      throw new AssertionError("The collector does not run");
    }
  }
}
