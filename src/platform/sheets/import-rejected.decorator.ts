import { ApiResponse } from '@nestjs/swagger';

/** For OpenAPI: beside the usual problems an import answers 422 with its report, row by row. */
export const AnswersImportRejected = (): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status: 422,
    description:
      "Nothing was imported: `import.rejected` with the report beside the problem's fields, " +
      'else a problem with the file itself',
    content: {
      'application/problem+json': {
        schema: {
          anyOf: [{ $ref: '#/components/schemas/ImportRejected' }, { $ref: '#/components/schemas/Problem' }],
        },
      },
    },
  });
