// Fetch: brings a line of memory to the caches before it is needed, where the compiler can say so.
#pragma once

namespace bantam {

template <class T>
void fetch(const T* place) {
#if defined(__GNUC__)
  __builtin_prefetch(place);
#else
  (void)place;
#endif
}

template <class T>
void fetch_to_write(T* place) {
#if defined(__GNUC__)
  __builtin_prefetch(place, 1);
#else
  (void)place;
#endif
}

}  // namespace bantam
