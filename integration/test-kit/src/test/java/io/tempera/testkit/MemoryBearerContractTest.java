package io.tempera.testkit;

/** As it comes. */
final class MemoryBearerContractTest extends MemoryBearerContract {
  MemoryBearerContractTest() {
    super(new VirtualRuntime(1), MemorySettings.likeSockets());
  }
}
