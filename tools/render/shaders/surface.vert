#version 330
// Every surface of the room, the load and the figures.
in vec3 position_m;
in vec3 normal;
in vec3 local_m;   // fixed to the thing itself, so that its texture moves along
in vec4 colour;    // linear light; the last number is the material
uniform mat4 to_clip;
out vec3 at_m;
out vec3 facing;
out vec3 texture_m;
out vec4 paint;

void main() {
    at_m = position_m;
    facing = normal;
    texture_m = local_m;
    paint = colour;
    gl_Position = to_clip * vec4(position_m, 1.0);
}
