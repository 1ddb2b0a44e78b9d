import { createRoute } from '@tanstack/react-router'
import { DocumentationPage } from '../features/documentation/documentation-page.tsx'
import { frameRoute } from './frame.tsx'

export const documentationRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/documentation/$section/$slug',
  component: () => {
    const { section, slug } = documentationRoute.useParams()
    return <DocumentationPage section={section} slug={slug} />
  },
})
