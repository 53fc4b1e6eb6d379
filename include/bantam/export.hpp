// What leaves the library: BANTAM_API marks it, everything else stays hidden.
//
// A static library exports nothing; its targets and its .pc file define BANTAM_STATIC_DEFINE.
#pragma once

#if defined(BANTAM_STATIC_DEFINE)
#define BANTAM_API
#elif defined(_WIN32)
#if defined(BANTAM_EXPORTS)
#define BANTAM_API __declspec(dllexport)
#else
#define BANTAM_API __declspec(dllimport)
#endif
#else
#define BANTAM_API __attribute__((visibility("default")))
#endif
