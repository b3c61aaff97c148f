package io.tempera.chain.memory.internal;

/**
 * A list that grows and shrinks at both ends, and whose elements are found by their index at once.
 * Keeps no reference to what was removed.
 */
final class Ring<T> {
  private static final int FIRST_CAPACITY = 16;

  private Object[] elements = new Object[FIRST_CAPACITY];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The element at an index from 0. */
  @SuppressWarnings("unchecked")
  T get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index " + index + " of " + size);
    }
    return (T) elements[slot(index)];
  }

  T first() {
    return get(0);
  }

  T last() {
    return get(size - 1);
  }

  void addLast(T element) {
    grow();
    elements[slot(size)] = element;
    size++;
  }

  void addFirst(T element) {
    grow();
    head = slot(elements.length - 1);
    elements[head] = element;
    size++;
  }

  T removeFirst() {
    T first = first();
    elements[head] = null;
    head = slot(1);
    size--;
    return first;
  }

  T removeLast() {
    T last = last();
    elements[slot(size - 1)] = null;
    size--;
    return last;
  }

  void clear() {
    elements = new Object[FIRST_CAPACITY];
    head = 0;
    size = 0;
  }

  private int slot(int index) {
    return (head + index) % elements.length;
  }

  private void grow() {
    if (size < elements.length) {
      return;
    }
    Object[] larger = new Object[2 * size];
    for (int index = 0; index < size; index++) {
      larger[index] = elements[slot(index)];
    }
    elements = larger;
    head = 0;
  }
}
