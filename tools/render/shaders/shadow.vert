#version 330
in vec3 position_m;
uniform mat4 to_clip;

void main() {
    gl_Position = to_clip * vec4(position_m, 1.0);
}
